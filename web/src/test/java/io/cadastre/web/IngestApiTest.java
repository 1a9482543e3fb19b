package io.cadastre.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.engine.access.Role;
import io.cadastre.engine.sync.SyncState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lines that are brought over HTTP. */
class IngestApiTest {
    private static final String SCHEMA = "{\"type\":\"schema\",\"namespace\":\"shop\",\"entityTypes\":[{\"name\":"
            + "\"shop_till\",\"classes\":[\"Device\"],\"fields\":[{\"name\":\"name\"}]}]}\n";
    private static final String END = "{\"type\":\"evidence\",\"outcome\":\"complete\"}\n{\"type\":\"done\"}\n";

    @RegisterExtension
    final TestServer server = new TestServer();

    private String ingest = "";

    @BeforeEach
    void install() throws Exception {
        ingest = "/api/v1/ingest/" + server.pushedInstallation();
    }

    private static String till(String key) {
        return "{\"type\":\"entity\",\"entity\":\"shop_till\",\"key\":\"" + key + "\"}\n";
    }

    private TestServer.Answer push(String parameters, String lines) {
        return push(parameters, lines.getBytes(StandardCharsets.UTF_8), "identity");
    }

    private TestServer.Answer push(String parameters, byte[] body, String encoding) {
        return server.send(server.as(Role.OPERATOR, ingest + parameters)
                .header("Content-Type", "application/x-ndjson")
                .header("Content-Encoding", encoding)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private int tills() {
        return server.query("MATCH (t:ShopTill) RETURN count(t)")
                .json()
                .path("rows")
                .get(0)
                .get(0)
                .asInt();
    }

    @Test
    void chunksBecomeASyncThatPublishesAtDone() throws Exception {
        var first = push("", SCHEMA + till("one"));
        assertThat(first.status()).as(first.raw().body()).isEqualTo(200);
        String sync = first.json().path("sync").asText();
        assertThat(first.json().path("chunk").asInt()).isEqualTo(1);
        assertThat(first.json().path("lines").asInt()).isEqualTo(2);
        assertThat(first.json().path("state").asText()).isEqualTo("COLLECTING");
        assertThat(first.json().path("done").asBoolean()).isFalse();

        var second = push("?sync=" + sync + "&chunk=2", till("two"));
        assertThat(second.json().path("lines").asInt()).isEqualTo(3);
        assertThat(push("?sync=" + sync + "&chunk=2", till("two"))
                        .json()
                        .path("lines")
                        .asInt())
                .as("a repeated chunk")
                .isEqualTo(3);
        var gap = push("?sync=" + sync + "&chunk=4", END);
        assertThat(gap.status()).isEqualTo(409);
        assertThat(gap.code()).isEqualTo("chunk-order");
        assertThat(gap.json().path("expected").asInt()).isEqualTo(3);

        var last = push("?sync=" + sync + "&chunk=3", END);
        assertThat(last.json().path("done").asBoolean()).isTrue();
        assertThat(server.await(sync)).isEqualTo(SyncState.SUCCEEDED);
        assertThat(tills()).isEqualTo(2);
        assertThat(server.get("/api/v1/syncs/" + sync).json().path("trigger").asText())
                .isEqualTo("push");
        assertThat(push("?sync=" + sync + "&chunk=4", END).code()).isEqualTo("sync-finished");
    }

    @Test
    void aBodyMayBeCompressed() throws Exception {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write((SCHEMA + till("one") + END).getBytes(StandardCharsets.UTF_8));
        }
        var answer = push("", compressed.toByteArray(), "gzip");
        assertThat(answer.json().path("done").asBoolean()).isTrue();
        assertThat(server.await(answer.json().path("sync").asText())).isEqualTo(SyncState.SUCCEEDED);
        assertThat(tills()).isEqualTo(1);
    }

    @Test
    void whatIsGivenUpDeletesNothing() throws Exception {
        server.await(push("", SCHEMA + till("one") + till("two") + END)
                .json()
                .path("sync")
                .asText());
        String sync = push("", SCHEMA + till("one")).json().path("sync").asText();

        var answer =
                server.send(server.as(Role.OPERATOR, ingest + "?sync=" + sync).DELETE());

        assertThat(answer.status()).isEqualTo(202);
        assertThat(server.await(sync)).isEqualTo(SyncState.FAILED);
        assertThat(tills()).isEqualTo(2);
    }

    @Test
    void aClientThatDiesInTheMiddleOfAChunkCanSendItAgain() throws Exception {
        String sync = push("", SCHEMA).json().path("sync").asText();
        String chunk = till("one") + till("two") + END;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String path = ingest + "?sync=" + sync + "&chunk=2";
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                                    + "\r\nAuthorization: Bearer " + server.token(Role.OPERATOR)
                                    + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: " + chunk.length()
                                    + "\r\n\r\n" + chunk.substring(0, chunk.length() / 2))
                            .getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }

        var again = push("?sync=" + sync + "&chunk=2", chunk);

        assertThat(again.json().path("lines").asInt()).isEqualTo(5);
        assertThat(again.json().path("done").asBoolean()).isTrue();
        assertThat(server.await(sync)).isEqualTo(SyncState.SUCCEEDED);
        assertThat(tills()).isEqualTo(2);
    }

    @Test
    void aBodyOfManyMegabytesIsTakenInOneChunk() throws Exception {
        StringBuilder lines = new StringBuilder(SCHEMA);
        String name = "x".repeat(1_000);
        for (int i = 0; i < 5_000; i++) {
            lines.append("{\"type\":\"log\",\"level\":\"debug\",\"message\":\"")
                    .append(name)
                    .append("\"}\n");
        }
        var answer = push("", lines + till("one") + END);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        assertThat(server.await(answer.json().path("sync").asText())).isEqualTo(SyncState.SUCCEEDED);
    }

    @Test
    void whatCannotBeTakenIsRefusedWithTheReason() throws Exception {
        var json = server.post(Role.OPERATOR, ingest, "{}");
        assertThat(json.status()).isEqualTo(415);
        assertThat(push("", new byte[] {1}, "br").status()).isEqualTo(415);
        assertThat(push("?chunk=2", SCHEMA)
                        .json()
                        .path("errors")
                        .get(0)
                        .path("field")
                        .asText())
                .isEqualTo("sync");
        assertThat(push("?sync=none&chunk=2", SCHEMA).status()).isEqualTo(404);

        var tooLong = push("", SCHEMA + "x".repeat(2 << 20));
        assertThat(tooLong.status()).isEqualTo(413);
        assertThat(tooLong.json().path("detail").asText()).contains("Line 2", "nothing is deleted");
        var notText = push("", new byte[] {(byte) 0xff, '\n'}, "identity");
        assertThat(notText.status()).isIn(400, 409);

        var notPushed = server.send(server.as(Role.OPERATOR, "/api/v1/ingest/" + server.installation())
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(SCHEMA)));
        assertThat(notPushed.code()).isEqualTo("push-expected");
        assertThat(server.post(Role.OPERATOR, ingest.replace("ingest", "installations") + "/syncs", "{}")
                        .code())
                .isEqualTo("push-expected");
    }

    @Test
    void aBodyThatIsNotCompressedAsItSaysCanBeSentAgain() throws IOException {
        var broken = push("", SCHEMA.getBytes(StandardCharsets.UTF_8), "gzip");
        assertThat(broken.status()).isEqualTo(400);
        String sync = broken.json().path("sync").asText();
        assertThat(push("?sync=" + sync + "&chunk=1", SCHEMA + END)
                        .json()
                        .path("done")
                        .asBoolean())
                .isTrue();
    }
}
