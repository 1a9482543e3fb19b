package io.cadastre.connectors.github;

import java.util.Arrays;
import java.util.Optional;

/** What an installation may leave out, because its token may not read it or nobody wants to know. */
enum Part {
    OUTSIDE_COLLABORATORS("outsideCollaborators"),
    PROFILES("profiles"),
    TWO_FACTOR("twoFactor"),
    TEAMS("teams"),
    COLLABORATORS("collaborators"),
    LANGUAGES("languages"),
    BRANCHES("branches"),
    PROTECTIONS("protections"),
    WEBHOOKS("webhooks"),
    DEPLOY_KEYS("deployKeys"),
    SECRETS("secrets");

    private final String text;

    Part(String text) {
        this.text = text;
    }

    /** What people write. */
    String text() {
        return text;
    }

    static Optional<Part> named(String text) {
        return Arrays.stream(values()).filter(part -> part.text.equals(text)).findFirst();
    }
}
