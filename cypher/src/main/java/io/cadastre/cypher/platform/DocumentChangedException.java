package io.cadastre.cypher.platform;

/**
 * A document that was to be replaced is no longer what was read: somebody else, perhaps in another process, has changed
 * or removed it. Nothing was written. Whoever reads it again and decides again may succeed.
 */
public final class DocumentChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DocumentChangedException(DocumentKind kind, String id) {
        super("The " + kind + " document '" + id + "' has been changed meanwhile.");
    }
}
