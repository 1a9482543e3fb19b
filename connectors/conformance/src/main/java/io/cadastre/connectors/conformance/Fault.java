package io.cadastre.connectors.conformance;

/** What goes wrong at a source. Each means: not everything was seen, so nothing may be deleted (I7). */
public enum Fault {
    /** It says that too much was asked, and when to come back. */
    RATE_LIMITED,
    /** It has an error of its own. */
    BROKEN,
    /** It does not allow the listing to be read. */
    DENIED,
    /** It takes the question and does not answer. */
    HANGING,
    /** Its answer ends before the length it announced. */
    CUT_OFF,
    /** Its answer is whole as far as the transport can tell, but its content ends in the middle. */
    MALFORMED,
    /** It ends the connection without an answer. */
    DISCONNECTED
}
