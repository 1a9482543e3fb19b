package io.cadastre.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.engine.access.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which role each route asks for: the table that the documentation promises. */
class RolesTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    @ParameterizedTest(name = "{0} {1} asks for {2}")
    @CsvSource({
        "GET, /api/v1/healthz, PUBLIC",
        "GET, /api/v1/readyz, PUBLIC",
        "GET, /api/v1/metrics, VIEWER",
        "GET, /metrics, VIEWER",
        "GET, /api/v1/session, PUBLIC",
        "DELETE, /api/v1/session, VIEWER",
        "POST, /api/v1/session/codes, ADMIN",
        "GET, /api/v1/connectors, VIEWER",
        "GET, /api/v1/connectors/none, VIEWER",
        "POST, /api/v1/connectors/none/onboarding, ADMIN",
        "GET, /api/v1/onboarding/none, ADMIN",
        "POST, /api/v1/onboarding/none, ADMIN",
        "POST, /api/v1/onboarding/none/back, ADMIN",
        "DELETE, /api/v1/onboarding/none, ADMIN",
        "GET, /api/v1/installations, VIEWER",
        "POST, /api/v1/installations, ADMIN",
        "GET, /api/v1/installations/none, VIEWER",
        "DELETE, /api/v1/installations/none, ADMIN",
        "POST, /api/v1/installations/none/syncs, OPERATOR",
        "POST, /api/v1/ingest/none, OPERATOR",
        "DELETE, /api/v1/ingest/none, OPERATOR",
        "GET, /api/v1/syncs, VIEWER",
        "GET, /api/v1/syncs/none, VIEWER",
        "GET, /api/v1/syncs/none/events, VIEWER",
        "POST, /api/v1/syncs/none/cancel, OPERATOR",
        "GET, /api/v1/syncs/none/held, VIEWER",
        "POST, /api/v1/syncs/none/held, OPERATOR",
        "POST, /api/v1/query, VIEWER",
        "POST, /api/v1/query/explain, VIEWER",
        "GET, /api/v1/entities, VIEWER",
        "GET, /api/v1/entities/none, VIEWER",
        "GET, /api/v1/entities/none/relationships, VIEWER",
        "GET, /api/v1/entities/none/graph, VIEWER",
        "GET, /api/v1/entities/none/history, VIEWER",
        "GET, /api/v1/syncs/none/changes, VIEWER",
        "GET, /api/v1/changes, VIEWER",
        "GET, /api/v1/stats, VIEWER",
        "GET, /api/v1/schema, VIEWER",
    })
    void aRouteLetsInWhoeverHasTheRole(String method, String path, String needed) {
        Stream.of(null, Role.VIEWER, Role.OPERATOR, Role.ADMIN).forEach(role -> {
            int expected = expected(needed, role);
            int status = server.send((role == null ? server.request(path) : server.as(role, path))
                            .method(method, BodyPublishers.noBody()))
                    .status();
            if (expected == 0) {
                assertThat(status).as("%s as %s", path, role).isNotIn(401, 403);
            } else {
                assertThat(status).as("%s as %s", path, role).isEqualTo(expected);
            }
        });
    }

    private static int expected(String needed, @Nullable Role role) {
        if (needed.equals("PUBLIC")) {
            return 0;
        }
        if (role == null) {
            return 401;
        }
        return role.includes(Role.valueOf(needed)) ? 0 : 403;
    }

    @Test
    void anUnknownTokenIsRefusedWithTheWayToSendOne() {
        var answer = server.send(server.request("/api/v1/stats")
                .header("Authorization", "Bearer cdt_nobody")
                .GET());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("not-authenticated");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }
}
