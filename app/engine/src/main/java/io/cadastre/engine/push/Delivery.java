package io.cadastre.engine.push;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One sync as it is brought, chunk after chunk. A chunk that came before is acknowledged and not taken again, so whoever
 * lost an answer just sends once more; of one that broke off, the lines that were taken are skipped.
 */
public final class Delivery {
    private final String sync;
    private final LineQueue queue;
    private final ReentrantLock receiving = new ReentrantLock();
    private volatile long whole;
    private final AtomicLong lines = new AtomicLong();
    private long begun;

    Delivery(String sync, LineQueue queue) {
        this.sync = sync;
        this.queue = queue;
    }

    /**
     * What was taken.
     *
     * @param chunk the chunk that was brought
     * @param lines how many lines were taken since the beginning
     * @param done whether the sync takes no more
     */
    public record Receipt(long chunk, long lines, boolean done) {}

    /** The id of the sync. */
    public String sync() {
        return sync;
    }

    /**
     * Takes a chunk, as fast as the sync reads it. Returns when the sync has read all of it.
     *
     * @param number counts from 1
     * @throws IOException if it breaks off; it can be brought again
     */
    public Receipt receive(long number, Chunk chunk)
            throws IOException, InterruptedException, ChunkRefusedException, ChunkOrderException,
                    DeliveryOverException {
        receiving.lockInterruptibly();
        try {
            if (number > whole) {
                take(number, chunk);
            }
            return new Receipt(number, lines.get(), queue.isOver());
        } finally {
            receiving.unlock();
        }
    }

    private void take(long number, Chunk chunk)
            throws IOException, InterruptedException, ChunkRefusedException, ChunkOrderException,
                    DeliveryOverException {
        if (queue.isOver()) {
            throw new DeliveryOverException(sync);
        }
        if (number != whole + 1) {
            throw new ChunkOrderException(number, whole + 1);
        }
        try {
            long seen = 0;
            boolean read = true;
            for (Optional<String> line = chunk.next(); read && line.isPresent(); line = chunk.next()) {
                seen++;
                if (seen > begun) {
                    read = queue.put(line.get());
                    if (read) {
                        begun = seen;
                        lines.incrementAndGet();
                    }
                }
            }
        } catch (ChunkRefusedException e) {
            queue.giveUp();
            throw e;
        }
        queue.awaitRead();
        whole = number;
        begun = 0;
    }

    /**
     * Gives the sync up: it ends as FAILED, and nothing is deleted.
     *
     * @return what was taken until now
     * @throws DeliveryOverException if it takes no more lines anyway
     */
    public Receipt giveUp() throws DeliveryOverException {
        if (queue.isOver()) {
            throw new DeliveryOverException(sync);
        }
        queue.giveUp();
        return new Receipt(whole, lines.get(), true);
    }
}
