package io.cadastre.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cadastre.engine.access.Role;
import io.cadastre.engine.sync.SyncMode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens in syncs, as a stream that can be resumed. */
@Timeout(60)
class EventsTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    private BufferedReader open(String path, @Nullable String lastEventId) throws Exception {
        HttpRequest.Builder request = server.as(Role.VIEWER, path).GET();
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response =
                server.http().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** The lines up to and including the first that matches. */
    private static List<String> until(BufferedReader stream, Predicate<String> last) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = stream.readLine(); line != null; line = stream.readLine()) {
            lines.add(line);
            if (last.test(line)) {
                return lines;
            }
        }
        throw new AssertionError("The stream ended after " + lines);
    }

    private static List<String> names(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("event: "))
                .map(line -> line.substring("event: ".length()))
                .toList();
    }

    @Test
    void aSyncIsToldFromItsBeginningToItsEnd() throws Exception {
        try (BufferedReader stream = open("/api/v1/events", null)) {
            until(stream, line -> line.startsWith(": connected"));
            server.syncs().start(server.installation(), SyncMode.FULL, "test");
            List<String> lines = until(stream, line -> line.equals("event: SyncCompleted"));
            assertThat(names(lines)).startsWith("SyncStarted", "StepStarted").endsWith("SyncCompleted");
            assertThat(stream.readLine())
                    .contains("\"type\":\"SyncCompleted\"", "\"installation\":\"" + server.installation() + "\"");
        }
    }

    @Test
    void aReaderThatLostItsConnectionMissesNothing() throws Exception {
        String place;
        try (BufferedReader stream = open("/api/v1/events", null)) {
            until(stream, line -> line.startsWith(": connected"));
            server.syncs().await(server.syncs().start(server.installation(), SyncMode.FULL, "test"));
            List<String> lines = until(stream, line -> line.equals("event: SyncStarted"));
            place = lines.get(lines.size() - 2).substring("id: ".length());
        }
        try (BufferedReader stream = open("/api/v1/events", place)) {
            List<String> names = names(until(stream, line -> line.equals("event: SyncCompleted")));
            assertThat(names).startsWith("StepStarted").doesNotContain("SyncStarted", "Missed");
        }
    }

    @Test
    void aReaderFromAnEarlierRunOfTheServerIsToldThatItMissedSomething() throws Exception {
        try (BufferedReader stream = open("/api/v1/events", "another-run-7")) {
            assertThat(names(until(stream, line -> line.equals("event: Missed"))))
                    .containsExactly("Missed");
        }
    }

    @Test
    void theStreamOfOneSyncTellsNothingOfOthers() throws Exception {
        String slow = server.syncs().start(server.hangingInstallation(), SyncMode.FULL, "test");
        try (BufferedReader stream = open("/api/v1/syncs/" + slow + "/events", null)) {
            until(stream, line -> line.startsWith(": connected"));
            server.syncs().await(server.syncs().start(server.installation(), SyncMode.FULL, "test"));
            server.syncs().cancel(slow);
            List<String> lines = until(stream, line -> line.equals("event: SyncCancelled"));
            assertThat(names(lines)).doesNotContain("SyncCompleted");
        }
    }

    @Test
    void silenceIsBrokenByAComment() throws Exception {
        try (BufferedReader stream = open("/api/v1/events", null)) {
            until(stream, line -> line.equals(": alive"));
        }
    }

    @Test
    void stoppingTheServerEndsTheStreams() throws Exception {
        try (BufferedReader stream = open("/api/v1/events", null)) {
            until(stream, line -> line.startsWith(": connected"));
            server.api().close();
            // Whether politely or not is up to timing; a browser reconnects either way.
            assertThatCode(() -> until(stream, line -> false)).isInstanceOfAny(AssertionError.class, IOException.class);
        }
    }
}
