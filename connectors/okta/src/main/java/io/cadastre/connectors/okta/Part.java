package io.cadastre.connectors.okta;

import java.util.Arrays;
import java.util.Optional;

/** What an installation may leave out, because its token may not read it or nobody wants to know. */
enum Part {
    SETTINGS("settings"),
    MEMBERSHIPS("memberships"),
    APPLICATION_USERS("applicationUsers"),
    APPLICATION_GROUPS("applicationGroups"),
    FACTORS("factors"),
    ROLES("roles"),
    POLICIES("policies");

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
