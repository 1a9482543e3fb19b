package io.cadastre.engine.lease;

import io.cadastre.cypher.lease.Acquisition;
import io.cadastre.cypher.lease.Lease;
import io.cadastre.cypher.lease.Leases;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leases that this process holds. They are renewed three times in the time for which they are good, so that two
 * renewals may fail. A database that is away for longer ends nothing by itself: a lease that nobody took meanwhile is
 * good again when it is back.
 */
public final class HeldLeases implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldLeases.class);
    private static final int RENEWALS_PER_TTL = 3;

    private final Leases leases;
    private final String holder;
    private final Map<Lease, LeaseWatch> held = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("leases").factory());

    /**
     * Holds nothing yet.
     *
     * @param holder the identity of this process: the same after a restart, another in any other process
     */
    public HeldLeases(Leases leases, String holder) {
        this.leases = leases;
        this.holder = holder;
    }

    /** Renews from now on, until it is closed. */
    public void start() {
        long millis = leases.ttl().toMillis() / RENEWALS_PER_TTL;
        Future<?> _ = timer.scheduleWithFixedDelay(this::renew, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** The identity of this process. */
    public String holder() {
        return holder;
    }

    /** All leases, also those of other processes. */
    public Leases all() {
        return leases;
    }

    /**
     * Takes a lease, unless somebody has it, and keeps it alive until it is released or lost.
     *
     * @param purpose what it is needed for
     */
    public Acquisition acquire(String name, String purpose) {
        Acquisition acquisition = leases.acquire(name, holder, purpose);
        if (acquisition instanceof Acquisition.Taken(Lease lease)) {
            held.put(lease, LeaseWatch.NONE);
        }
        return acquisition;
    }

    /** Lets somebody hear what becomes of a lease that was taken here. */
    public void watch(Lease lease, LeaseWatch watch) {
        held.replace(lease, watch);
    }

    /** Gives a lease back. One that cannot be given back, since the database is away, expires. */
    public void release(Lease lease) {
        held.remove(lease);
        try {
            leases.release(lease);
        } catch (RuntimeException e) {
            LOG.warn("The lease of '{}' could not be given back; it expires within {}.", lease.name(), leases.ttl(), e);
        }
    }

    /** Renews all once. One that fails does not keep the others from it. */
    public void renew() {
        held.forEach((lease, watch) -> {
            try {
                renew(lease, watch);
            } catch (RuntimeException e) {
                if (!timer.isShutdown()) {
                    LOG.warn(
                            "The lease of '{}' was not renewed; what runs goes on, and so do trials.", lease.name(), e);
                }
            }
        });
    }

    private void renew(Lease lease, LeaseWatch watch) {
        switch (leases.renew(lease)) {
            case RENEWED -> watch.renewed();
            case CANCEL_REQUESTED -> {
                watch.cancelRequested();
                watch.renewed();
            }
            case LOST -> {
                // Unless it was just given back.
                if (held.remove(lease, watch)) {
                    LOG.warn("Another process has taken over '{}'.", lease.name());
                    watch.lost();
                }
            }
        }
    }

    /** Renews no more. What is held is given back by those who took it, or expires. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
