package io.cadastre.connectors.acme.server;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of objects that the Acme API knows. */
public enum Kind {
    WORKSPACE("workspace", "ws_", null),
    USER("user", "usr_", "workspaceId"),
    PROJECT("project", "prj_", "workspaceId"),
    TASK("task", "tsk_", "projectId"),
    FILE("file", "fil_", "projectId");

    private final String singular;
    private final String prefix;
    private final @Nullable String parentField;

    Kind(String singular, String prefix, @Nullable String parentField) {
        this.singular = singular;
        this.prefix = prefix;
        this.parentField = parentField;
    }

    /** Its name in the change feed. */
    public String singular() {
        return singular;
    }

    /** Its name in paths. */
    public String plural() {
        return singular + "s";
    }

    /** What its ids begin with. */
    public String prefix() {
        return prefix;
    }

    /** The field by which it is listed. */
    public Optional<String> parentField() {
        return Optional.ofNullable(parentField);
    }

    /** The route of its listing, as {@link RequestLog} counts it. */
    public String route() {
        return "/api/" + plural();
    }

    static Optional<Kind> ofPlural(String plural) {
        for (Kind kind : values()) {
            if (kind.plural().equals(plural)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
