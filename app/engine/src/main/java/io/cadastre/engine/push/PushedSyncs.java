package io.cadastre.engine.push;

import io.cadastre.engine.sync.SyncRunningException;
import io.cadastre.engine.sync.SyncService;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The syncs that are being brought: of each installation the last one. */
public final class PushedSyncs {
    /** How long a sync waits for the next line. */
    public static final Duration IDLE = Duration.ofMinutes(10);

    private static final long MOST_CHARACTERS = 4L << 20;

    private final SyncService syncs;
    private final Duration idle;
    private final Map<String, Delivery> deliveries = new ConcurrentHashMap<>();

    /**
     * Nothing is being brought yet.
     *
     * @param idle how long a sync waits for the next line before it is given up
     */
    public PushedSyncs(SyncService syncs, Duration idle) {
        this.syncs = syncs;
        this.idle = idle;
    }

    /**
     * Starts a sync of what is going to be brought.
     *
     * @throws SyncRunningException if the installation is being synced already
     */
    public Delivery begin(String installation) throws SyncRunningException {
        LineQueue queue = new LineQueue(MOST_CHARACTERS, idle);
        Delivery delivery = new Delivery(syncs.startPushed(installation, queue, "push"), queue);
        deliveries.put(installation, delivery);
        return delivery;
    }

    /** A sync that is being brought, or that was the last one to be. */
    public Optional<Delivery> find(String installation, String sync) {
        return Optional.ofNullable(deliveries.get(installation))
                .filter(delivery -> delivery.sync().equals(sync));
    }
}
