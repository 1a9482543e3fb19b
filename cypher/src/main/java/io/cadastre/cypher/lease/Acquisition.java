package io.cadastre.cypher.lease;

/** What comes of asking for a lease. */
public sealed interface Acquisition {
    /**
     * It is the caller's now.
     *
     * @param lease the lease
     */
    record Taken(Lease lease) implements Acquisition {}

    /**
     * Somebody has it.
     *
     * @param by the lease that stands
     */
    record Held(Lease by) implements Acquisition {}
}
