package io.cadastre.engine.sync;

import io.cadastre.cypher.ingest.ChangeSpool;
import io.cadastre.cypher.ingest.Diff;
import io.cadastre.cypher.ingest.Ingest;
import io.cadastre.cypher.ingest.Publication;
import io.cadastre.cypher.lease.Fence;
import io.cadastre.engine.RandomIds;
import io.cadastre.engine.installation.InstallationRecord;
import io.cadastre.engine.installation.Installations;
import io.cadastre.engine.staging.Staging;
import io.cadastre.spi.model.Schema;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets relationships that wait for another installation go on after that one changed: without a sync of their own
 * installation, but as a publication of it, under its admission. Looks only where something waits for what changed, and
 * writes only where something can go on (I8).
 */
final class PendingResolver {
    private static final Logger LOG = LoggerFactory.getLogger(PendingResolver.class);

    private static final Schema NOTHING = Schema.of("none");

    private final Ingest ingest;
    private final Installations installations;
    private final Admission admission;
    private final Path stagingDirectory;
    private final Clock clock;
    private final RandomIds ids;

    /** Keeps others from publishing for an installation. */
    @FunctionalInterface
    interface Admission {
        /** Runs the work, unless the installation is being synced: the end of that looks again. */
        void during(String installation, Consumer<Fence> work);
    }

    PendingResolver(
            Ingest ingest,
            Installations installations,
            Admission admission,
            Path stagingDirectory,
            Clock clock,
            RandomIds ids) {
        this.ingest = ingest;
        this.installations = installations;
        this.admission = admission;
        this.stagingDirectory = stagingDirectory;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Looks at all that waits for something in an installation which changed.
     *
     * @param labels the classes and types that it has; null for all there are
     * @param installation which; empty for any
     */
    void changed(@Nullable Set<String> labels, String installation) {
        try {
            ingest.pending().waitingFor(labels, installation).forEach(this::resolve);
        } catch (RuntimeException e) {
            LOG.warn("What waits for installation {} is not known; the next syncs look at it.", installation, e);
        }
    }

    /** Looks at all that one installation waits for. */
    void resolve(String installationId) {
        try {
            Optional<InstallationRecord> installation = installations.find(installationId);
            // Looking needs no admission; mostly there is nothing to do.
            if (installation.isPresent()
                    && look(installationId, found -> !found.diff().isEmpty())) {
                admission.during(
                        installationId,
                        fence -> look(installationId, found -> publish(installation.get(), found, fence)));
            }
        } catch (RuntimeException e) {
            LOG.warn("What installation {} waits for could not be looked at; its next sync does.", installationId, e);
        }
    }

    private record Found(Staging staging, ChangeSpool spool, Diff diff) {}

    private boolean look(String installation, Predicate<Found> work) {
        try (Staging staging = new Staging(stagingDirectory, ids.next(), installation, NOTHING, Set.of())) {
            ChangeSpool spool = staging.spool();
            return work.test(new Found(staging, spool, ingest.waiting(installation, staging, spool)));
        }
    }

    /** Says whether something was published. */
    private boolean publish(InstallationRecord installation, Found found, Fence fence) {
        if (found.diff().isEmpty()) {
            return false;
        }
        // Each publish is known by an id of its own: one that is known already would be taken for done.
        Instant now = clock.instant();
        ingest.publish(
                new Publication(installation.id(), installation.connector(), ids.next(now), now, List.of(), fence),
                found.staging(),
                found.diff(),
                found.spool());
        LOG.info(
                "Of what installation {} waits for, {} relationships are there now, {} are no longer, {} wait on.",
                installation.name(),
                found.diff().relationships().created(),
                found.diff().relationships().deleted(),
                found.diff().pending());
        return true;
    }
}
