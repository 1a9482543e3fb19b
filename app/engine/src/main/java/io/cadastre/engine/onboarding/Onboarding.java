package io.cadastre.engine.onboarding;

import io.cadastre.engine.RandomIds;
import io.cadastre.engine.call.Calls;
import io.cadastre.engine.connector.ConnectorCatalogue;
import io.cadastre.engine.credential.Secret;
import io.cadastre.engine.installation.InstallationRecord;
import io.cadastre.engine.installation.InvalidInstallationException;
import io.cadastre.engine.installation.NewInstallation;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.credential.Credentials;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes installations as their connectors want them made: by questions, one after the other, or from all answers at
 * once. What is answered in an unfinished onboarding lives in memory only, and not for long.
 */
public final class Onboarding {
    private final ConnectorCatalogue catalogue;
    private final Calls calls;
    private final Handles handles;
    private final Creation creation;
    private final Names names;
    private final Clock clock;
    private final RandomIds ids;
    private final OnboardingLimits limits;
    /** The one that waited longest comes first. */
    private final LinkedHashMap<String, Entry> sessions = new LinkedHashMap<>(16, 0.75f, true);

    /** Makes handles to secrets that are not kept yet. */
    @FunctionalInterface
    public interface Handles {
        Credentials of(String connector, Map<String, Secret> secrets);
    }

    /** Makes the installation in the end. */
    @FunctionalInterface
    public interface Creation {
        /**
         * Makes it.
         *
         * @throws InvalidInstallationException with everything that is wrong
         */
        InstallationRecord create(NewInstallation wanted) throws InvalidInstallationException;
    }

    /** Knows how the installations are called that there are. */
    @FunctionalInterface
    public interface Names {
        Set<String> taken();
    }

    private record Entry(OnboardingSession session, Instant lastUsed) {}

    public Onboarding(
            ConnectorCatalogue catalogue,
            Calls calls,
            Handles handles,
            Creation creation,
            Names names,
            Clock clock,
            RandomIds ids,
            OnboardingLimits limits) {
        this.catalogue = catalogue;
        this.calls = calls;
        this.handles = handles;
        this.creation = creation;
        this.names = names;
        this.clock = clock;
        this.ids = ids;
        this.limits = limits;
    }

    /** Begins an onboarding; empty if there is no usable connector of that name. */
    public Optional<OnboardingState> begin(String connector) {
        return catalogue.find(connector).map(module -> {
            String id = ids.next();
            OnboardingSession session =
                    new OnboardingSession(id, module.definition(), names.taken(), callsOf(connector, id), creation);
            keep(id, session);
            return session.state();
        });
    }

    /**
     * Where it stands.
     *
     * @throws UnknownOnboardingException if there is none, or no longer
     */
    public OnboardingState state(String id) {
        return session(id).state();
    }

    /**
     * Answers the question asked now. An answer that is not accepted is told in the state's problems, and the same
     * question is asked again.
     *
     * @param values settings and secrets by name; what is left out holds as it was offered
     * @throws UnknownOnboardingException if there is none, or no longer
     */
    public OnboardingState answer(String id, Map<String, ? extends @Nullable Object> values) {
        return session(id).answer(values);
    }

    /**
     * Asks the question before again. Nothing that was answered is lost.
     *
     * @throws UnknownOnboardingException if there is none, or no longer
     */
    public OnboardingState back(String id) {
        return session(id).back();
    }

    /** Ends it with nothing made; says whether it was there. */
    public boolean abandon(String id) {
        Entry entry;
        synchronized (sessions) {
            dropExpired();
            entry = sessions.remove(id);
        }
        if (entry != null) {
            entry.session().abandon();
        }
        return entry != null;
    }

    /**
     * Makes an installation from all answers at once. They go through the connector's flow as if they had been given one
     * after the other: conditions, selections and validations, also those that call the source.
     *
     * @throws InvalidInstallationException with everything that is wrong
     */
    public InstallationRecord install(NewInstallation wanted) throws InvalidInstallationException {
        Optional<ConnectorModule> module = catalogue.find(wanted.connector());
        if (module.isEmpty()) {
            return creation.create(wanted);
        }
        FlowRun run = FlowRun.of(
                module.get().definition(),
                callsOf(wanted.connector(), ids.next()),
                wanted.config(),
                wanted.credentials());
        List<Config.Problem> problems = new ArrayList<>();
        if (wanted.name().isBlank()) {
            problems.add(new Config.Problem(HostSteps.NAME, "A name of 1 to 200 characters is required."));
        }
        problems.addAll(run.problems());
        if (!problems.isEmpty()) {
            throw new InvalidInstallationException(problems);
        }
        return creation.create(new NewInstallation(
                wanted.name(),
                wanted.connector(),
                run.answered().given(),
                run.credentials(),
                wanted.schedule(),
                wanted.deletionBudget()));
    }

    private StepCalls callsOf(String connector, String id) {
        return new StepCalls(calls, handles, connector, "onboarding " + id, limits.longestCall());
    }

    private void keep(String id, OnboardingSession session) {
        synchronized (sessions) {
            dropExpired();
            while (sessions.size() >= limits.mostSessions()) {
                sessions.pollFirstEntry().getValue().session().abandon();
            }
            if (sessions.isEmpty()) {
                sweepLater();
            }
            sessions.put(id, new Entry(session, clock.instant()));
        }
    }

    /** Secrets are let go in time also if nobody asks for anything any more. */
    private void sweepLater() {
        CompletableFuture.delayedExecutor(limits.lifetime().toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    synchronized (sessions) {
                        dropExpired();
                        if (!sessions.isEmpty()) {
                            sweepLater();
                        }
                    }
                });
    }

    private OnboardingSession session(String id) {
        synchronized (sessions) {
            dropExpired();
            Entry entry = sessions.get(id);
            if (entry == null) {
                throw new UnknownOnboardingException(id);
            }
            sessions.put(id, new Entry(entry.session(), clock.instant()));
            return entry.session();
        }
    }

    private void dropExpired() {
        synchronized (sessions) {
            Instant latest = clock.instant().minus(limits.lifetime());
            sessions.values().removeIf(entry -> {
                boolean expired = entry.lastUsed().isBefore(latest);
                if (expired) {
                    entry.session().abandon();
                }
                return expired;
            });
        }
    }
}
