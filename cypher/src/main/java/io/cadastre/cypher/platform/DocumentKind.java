package io.cadastre.cypher.platform;

/** The kinds of platform state, each with its label; the underscore keeps it apart from what connectors emit. */
public enum DocumentKind {
    INSTALLATION("_Installation"),
    SYNC("_Sync"),
    /** How each enumeration of an installation ended last, and when it was last complete. */
    EVIDENCE("_Evidence"),
    /** What an installation's syncs remember for the next one. */
    CHECKPOINT("_Checkpoint"),
    /** A sealed secret of an installation; the key to it is kept outside the database (I14). */
    CREDENTIAL("_Credential"),
    TOKEN("_Token");

    private final String label;

    DocumentKind(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
