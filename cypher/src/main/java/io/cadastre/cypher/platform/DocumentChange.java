package io.cadastre.cypher.platform;

import io.cadastre.cypher.lease.Fence;

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
     * A document is written, if its body is still what was read; otherwise none of the changes is made.
     *
     * @param kind its kind
     * @param read as it was read
     * @param document as it is then, of the same id
     */
    record Replace(DocumentKind kind, Document read, Document document) implements DocumentChange {}

    /**
     * Nothing is written; none of the changes is made if a lease is another process's by now.
     *
     * @param fence the lease's
     */
    record Guard(Fence fence) implements DocumentChange {}

    /**
     * A document is removed, if it is there.
     *
     * @param kind its kind
     * @param id its id
     */
    record Delete(DocumentKind kind, String id) implements DocumentChange {}
}
