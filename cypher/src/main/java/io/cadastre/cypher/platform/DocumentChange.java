package io.cadastre.cypher.platform;

/** One change to platform state. */
public sealed interface DocumentChange {
    /**
     * A document is written, whether or not it is there already.
     *
     * @param kind its kind
     * @param document as it is then
     */
    record Put(DocumentKind kind, Document document) implements DocumentChange {}

    /**
     * A document is removed, if it is there.
     *
     * @param kind its kind
     * @param id its id
     */
    record Delete(DocumentKind kind, String id) implements DocumentChange {}
}
