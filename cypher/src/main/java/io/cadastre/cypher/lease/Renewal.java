package io.cadastre.cypher.lease;

/** What comes of renewing a lease. */
public enum Renewal {
    RENEWED,
    /** Renewed, but somebody wants the holder to stop. */
    CANCEL_REQUESTED,
    /** It was taken or broken; nothing was renewed. */
    LOST
}
