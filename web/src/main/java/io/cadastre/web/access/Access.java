package io.cadastre.web.access;

import io.cadastre.engine.access.Role;
import io.javalin.security.RouteRole;

/** What a route asks of its caller. Every route names exactly one. */
public enum Access implements RouteRole {
    /** Anybody, also without a token. */
    PUBLIC,
    VIEWER,
    OPERATOR,
    ADMIN;

    boolean allows(Role role) {
        return switch (this) {
            case PUBLIC -> true;
            case VIEWER -> role.includes(Role.VIEWER);
            case OPERATOR -> role.includes(Role.OPERATOR);
            case ADMIN -> role.includes(Role.ADMIN);
        };
    }
}
