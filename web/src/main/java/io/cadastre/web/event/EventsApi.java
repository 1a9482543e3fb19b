package io.cadastre.web.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cadastre.engine.sync.SyncService;
import io.cadastre.spi.event.SyncEvent;
import io.cadastre.spi.event.SyncEvent.SyncStarted;
import io.cadastre.web.http.ApiJson;
import io.cadastre.web.http.Problem;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * What happens in syncs, as server-sent events. The name of an event is that of its record; {@code id} is the place to
 * resume from. After a gap that cannot be filled comes one event {@code Missed}: read the state anew.
 */
public final class EventsApi {
    private final EventLog log;
    private final SyncService syncs;
    private final Duration heartbeat;

    public EventsApi(EventLog log, SyncService syncs, Duration heartbeat) {
        this.log = log;
        this.syncs = syncs;
        this.heartbeat = heartbeat;
    }

    /** All syncs. */
    public void all(Context ctx) throws IOException {
        stream(ctx, event -> true);
    }

    /** One sync. */
    public void ofSync(Context ctx) throws IOException {
        String id = ctx.pathParam("id");
        if (syncs.find(id).isEmpty()) {
            throw Problem.notFound("sync", id);
        }
        stream(ctx, event -> event.syncId().equals(id));
    }

    private void stream(Context ctx, Predicate<SyncEvent> wanted) throws IOException {
        long position = log.position(ctx.header("Last-Event-ID"));
        HttpServletResponse response = ctx.res();
        response.setStatus(200);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("X-Accel-Buffering", "no");
        // Not through the context's stream: that one compresses, and a compressor holds events back.
        OutputStream out = response.getOutputStream();
        write(out, ": connected\n\n");
        try {
            while (true) {
                EventLog.Batch batch = log.after(position, heartbeat);
                StringBuilder text = new StringBuilder();
                if (batch.missed()) {
                    text.append("event: Missed\ndata: {}\n\n");
                }
                for (EventLog.Entry entry : batch.entries()) {
                    position = entry.number();
                    if (wanted.test(entry.event())) {
                        append(text, entry);
                    }
                }
                position = Math.max(position, 0);
                write(out, text.isEmpty() ? ": alive\n\n" : text.toString());
                if (batch.closed()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The reader is gone, as readers go.
        }
    }

    private void append(StringBuilder text, EventLog.Entry entry) {
        ObjectNode data = ApiJson.MAPPER.valueToTree(entry.event());
        String type = entry.event().getClass().getSimpleName();
        data.put("type", type);
        if (!(entry.event() instanceof SyncStarted)) {
            syncs.find(entry.event().syncId()).ifPresent(sync -> data.put("installation", sync.installation()));
        }
        text.append("id: ").append(log.id(entry.number()));
        text.append("\nevent: ").append(type);
        text.append("\ndata: ").append(data).append("\n\n");
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
