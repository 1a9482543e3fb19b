package io.cadastre.server.bench.data;

/** The kinds of made-up relationships: every asset has one of each, so no two of one kind lead from and to the same. */
public enum Relation {
    /** To any machine. */
    USES(Kind.MACHINE),
    /** To any account; every tenth of all leads to one of {@link Estate#HUBS} hubs. */
    ASSIGNED(Kind.ACCOUNT),
    /** To the machine next to it. */
    TRUSTS(Kind.MACHINE);

    private final Kind target;

    Relation(Kind target) {
        this.target = target;
    }

    /** What it leads to. */
    public Kind target() {
        return target;
    }
}
