package io.cadastre.cypher.platform;

import io.cadastre.cypher.lease.Fence;

/** What has to hold for changes to be made; it is looked at in their transaction, and holds until that has ended. */
public sealed interface DocumentCondition {
    /**
     * A document is still what was read.
     *
     * @param kind its kind
     * @param read as it was read
     */
    record AsRead(DocumentKind kind, Document read) implements DocumentCondition {}

    /**
     * A lease is not another process's by now.
     *
     * @param fence the lease's
     */
    record Leased(Fence fence) implements DocumentCondition {}
}
