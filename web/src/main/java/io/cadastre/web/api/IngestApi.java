package io.cadastre.web.api;

import io.cadastre.engine.push.Chunk;
import io.cadastre.engine.push.ChunkOrderException;
import io.cadastre.engine.push.ChunkRefusedException;
import io.cadastre.engine.push.Delivery;
import io.cadastre.engine.push.DeliveryOverException;
import io.cadastre.engine.push.PushedSyncs;
import io.cadastre.engine.sync.SyncRunningException;
import io.cadastre.engine.sync.SyncService;
import io.cadastre.web.http.Params;
import io.cadastre.web.http.Problem;
import io.cadastre.web.http.ProblemKind;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Lines that somebody brings, in chunks. A body is read no faster than the sync takes it. */
public final class IngestApi {
    private static final int MOST_LINE_BYTES = 1 << 20;
    private static final long MOST_CHUNK_BYTES = 256L << 20;
    private static final int MOST_CHUNKS = Integer.MAX_VALUE;

    private final PushedSyncs pushes;
    private final SyncService syncs;

    public IngestApi(PushedSyncs pushes, SyncService syncs) {
        this.pushes = pushes;
        this.syncs = syncs;
    }

    /**
     * The answer to a chunk.
     *
     * @param sync the sync's id; further chunks name it
     * @param chunk the number of this chunk
     * @param lines how many lines were taken so far
     * @param state how far the sync is
     * @param done whether the sync takes no more lines
     */
    record Receipt(
            String sync, long chunk, long lines, @Nullable String state, boolean done) {}

    public void post(Context ctx) throws SyncRunningException, InterruptedException, DeliveryOverException {
        requireLines(ctx);
        int number = Params.integer(ctx, "chunk", 1, 1, MOST_CHUNKS);
        String sync = Params.text(ctx, "sync");
        if (sync == null && number != 1) {
            throw Problem.invalid("sync", "Chunk " + number + " needs 'sync', which the answer to chunk 1 gave.");
        }
        Delivery delivery = sync == null ? pushes.begin(ctx.pathParam("installation")) : find(ctx, sync);
        try {
            Chunk chunk = new Chunk(body(ctx), MOST_LINE_BYTES, MOST_CHUNK_BYTES);
            answer(ctx, 200, delivery, delivery.receive(number, chunk));
        } catch (ChunkOrderException e) {
            throw Problem.of(ProblemKind.CHUNK_ORDER, String.valueOf(e.getMessage()))
                    .with("expected", e.expected());
        } catch (ChunkRefusedException e) {
            throw Problem.of(
                    e.tooLarge() ? ProblemKind.BODY_TOO_LARGE : ProblemKind.INVALID_INPUT,
                    String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw Problem.of(
                            ProblemKind.INVALID_INPUT,
                            "The body broke off or cannot be decompressed. Send chunk " + number + " again.")
                    .with("sync", delivery.sync());
        }
    }

    public void giveUp(Context ctx) throws DeliveryOverException {
        Delivery delivery = find(ctx, Params.required(ctx, "sync"));
        answer(ctx, 202, delivery, delivery.giveUp());
    }

    private static void requireLines(Context ctx) {
        String type = String.valueOf(ctx.contentType()).toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/x-ndjson")) {
            throw Problem.of(
                    ProblemKind.UNSUPPORTED_MEDIA_TYPE,
                    "Send lines of JSON with 'Content-Type: application/x-ndjson'.");
        }
    }

    private static InputStream body(Context ctx) throws IOException {
        String encoding = ctx.header("Content-Encoding");
        return switch (encoding == null ? "identity" : encoding.toLowerCase(Locale.ROOT)) {
            case "identity" -> ctx.bodyInputStream();
            case "gzip" -> new GZIPInputStream(ctx.bodyInputStream());
            default ->
                throw Problem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "The body may be compressed with gzip only.");
        };
    }

    private Delivery find(Context ctx, String sync) {
        return pushes.find(ctx.pathParam("installation"), sync)
                .orElseThrow(() -> syncs.find(sync)
                        .map(known -> Problem.of(
                                ProblemKind.SYNC_FINISHED,
                                "Sync '" + sync + "' takes no lines: it is "
                                        + known.state().name().toLowerCase(Locale.ROOT) + "."))
                        .orElseGet(() -> Problem.notFound("sync", sync)));
    }

    private void answer(Context ctx, int status, Delivery delivery, Delivery.Receipt receipt) {
        String state =
                syncs.find(delivery.sync()).map(sync -> sync.state().name()).orElse(null);
        Answers.json(
                ctx, status, new Receipt(delivery.sync(), receipt.chunk(), receipt.lines(), state, receipt.done()));
    }
}
