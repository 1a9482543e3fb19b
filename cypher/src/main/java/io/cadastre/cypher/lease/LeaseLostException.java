package io.cadastre.cypher.lease;

/** A transaction was refused, since its lease is no longer its process's. To try again would not help. Safe to show. */
public final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String name;

    LeaseLostException(String name) {
        this(name, "nothing was written", null);
    }

    private LeaseLostException(String name, String written, @org.jspecify.annotations.Nullable Throwable cause) {
        super(
                "Another process has taken over '" + name + "' since this one was last heard of; " + written + ".",
                cause);
        this.name = name;
    }

    /** The same, for work of which earlier transactions were not refused. */
    public LeaseLostException midway() {
        return new LeaseLostException(
                name, "a part was written before, and the next sync that sees everything puts it right", this);
    }
}
