package io.cadastre.server.bench.data;

/** The kinds of made-up assets. */
public enum Kind {
    MACHINE("machine", "Machine"),
    ACCOUNT("account", "Account");

    private final String word;
    private final String label;

    Kind(String word, String label) {
        this.word = word;
        this.label = label;
    }

    /** What it is called in keys and type names. */
    public String word() {
        return word;
    }

    /** What it is called in labels, which the sides put a prefix of their own before. */
    public String label() {
        return label;
    }
}
