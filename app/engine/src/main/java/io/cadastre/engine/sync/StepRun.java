package io.cadastre.engine.sync;

import io.cadastre.cypher.identity.GraphIds;
import io.cadastre.cypher.ingest.Evidence.Enumeration;
import io.cadastre.cypher.ingest.Scopes;
import io.cadastre.engine.staging.Staging;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.http.Http;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.model.RelationshipInput;
import io.cadastre.spi.operation.Operations;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageRequest;
import io.cadastre.spi.page.PageSource;
import io.cadastre.spi.step.CollectedEntity;
import io.cadastre.spi.step.Emitter;
import io.cadastre.spi.step.OpenScope;
import io.cadastre.spi.step.Outcome;
import io.cadastre.spi.step.PriorData;
import io.cadastre.spi.step.Step;
import io.cadastre.spi.step.StepContext;
import io.cadastre.spi.step.StepLog;
import io.cadastre.spi.step.StepMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host's side of one running step: takes what it emits, and ends with evidence for every enumeration it declared.
 */
final class StepRun implements StepContext {
    private static final Logger LOG = LoggerFactory.getLogger(StepRun.class);

    private final Step step;
    private final String installation;
    private final Staging staging;
    private final EmitCheck check;
    private final Set<String> readableTypes;
    private final ProblemLog problems;
    private final Function<StepRun, Env> env;
    private final Emitter root = new ScopedEmitter(Scopes.ROOT);
    private final Map<Enumeration, Outcome> outcomes = new HashMap<>();
    private final Set<HeldScope> held = ConcurrentHashMap.newKeySet();
    private final LongAdder entities = new LongAdder();
    private final LongAdder relationships = new LongAdder();
    private final LongAdder calls = new LongAdder();
    private volatile boolean over;
    private volatile long done;
    private volatile long total;

    StepRun(
            Step step,
            String installation,
            Staging staging,
            EmitCheck check,
            Set<String> readableTypes,
            ProblemLog problems,
            Function<StepRun, Env> env) {
        this.step = step;
        this.installation = installation;
        this.staging = staging;
        this.check = check;
        this.readableTypes = Set.copyOf(readableTypes);
        this.problems = problems;
        this.env = env;
    }

    Step step() {
        return step;
    }

    long entities() {
        return entities.sum();
    }

    long relationships() {
        return relationships.sum();
    }

    long calls() {
        return calls.sum();
    }

    long done() {
        return done;
    }

    long total() {
        return total;
    }

    /** Runs the step to its end, whatever that is; never throws (I5). */
    @SuppressWarnings("CatchingUnchecked")
    Outcome work() {
        try {
            step.body().run(this);
            return new Outcome.Complete();
        } catch (Throwable e) {
            return outcomeOf(e);
        }
    }

    private Outcome outcomeOf(Throwable error) {
        return switch (error) {
            case ConnectorException.Permission denied -> {
                LOG.info("Step {} is not permitted: {}", step.id(), denied.getMessage());
                yield new Outcome.Denied(denied.permission());
            }
            case ConnectorException known -> {
                LOG.warn("Step {} failed: {}", step.id(), known.getMessage(), known);
                yield new Outcome.Failed(String.valueOf(known.getMessage()));
            }
            case InterruptedException interrupted -> new Outcome.Failed("It was interrupted.");
            default -> {
                // The message of an unexpected error may hold anything; people get its kind, the log gets the rest.
                LOG.error("Step {} failed", step.id(), error);
                yield new Outcome.Failed("Unexpected " + error.getClass().getSimpleName()
                        + " in the connector; the log has the details.");
            }
        };
    }

    /** Whether it is over: what it still emits is refused. */
    void end() {
        over = true;
    }

    /**
     * The evidence of a step that is over: at the root for every output, and for every scope it opened.
     *
     * @param end how the step as a whole ended
     */
    Map<Enumeration, Outcome> evidence(Outcome end) {
        held.forEach(OpenScope::close);
        synchronized (outcomes) {
            Map<Enumeration, Outcome> evidence = new HashMap<>(outcomes);
            for (Output output : step.outputs()) {
                evidence.merge(new Enumeration(output.outputName(), Scopes.ROOT), end, Outcome::and);
            }
            return evidence;
        }
    }

    private void note(String output, String scope, Outcome outcome) {
        synchronized (outcomes) {
            outcomes.merge(new Enumeration(output, scope), outcome, Outcome::and);
        }
    }

    private void noteAll(String scope, Outcome outcome) {
        step.outputs().forEach(output -> note(output.outputName(), scope, outcome));
    }

    @Override
    public void scope(EntityRef<?> parent, ScopeBody work) throws InterruptedException {
        String scope = GraphIds.entity(installation, parent.type().name(), parent.key());
        ScopedEmitter emitter = new ScopedEmitter(scope);
        Outcome end = new Outcome.Complete();
        try {
            work.run(emitter);
        } catch (InterruptedException e) {
            noteAll(scope, new Outcome.Failed("It was interrupted."));
            throw e;
        } catch (Exception e) {
            end = outcomeOf(e);
            problems.add(
                    end instanceof Outcome.Denied ? "scope-denied" : "scope-failed",
                    step.id(),
                    parent.type().name(),
                    parent.type().name() + " '" + parent.key() + "': " + end.reason());
        } finally {
            emitter.closed = true;
        }
        noteAll(scope, end);
    }

    @Override
    public boolean emit(EntityInput entity) {
        return root.emit(entity);
    }

    @Override
    public boolean emit(RelationshipInput relationship) {
        return root.emit(relationship);
    }

    @Override
    public void partial(String reason) {
        root.partial(reason);
    }

    @Override
    public void partial(Output output, String reason) {
        root.partial(output, reason);
    }

    @Override
    public void denied(String permission) {
        root.denied(permission);
    }

    @Override
    public void denied(Output output, String permission) {
        root.denied(output, permission);
    }

    @Override
    public PriorData prior() {
        return new PriorData() {
            @Override
            public <E> Stream<CollectedEntity<E>> entities(EntityType<E> type) {
                requireReadable(type);
                return staging.read(type.name())
                        .map(entry -> new CollectedEntity<>(type.ref(entry.getKey()), entry.getValue()));
            }

            @Override
            public <E> Optional<CollectedEntity<E>> find(EntityRef<E> ref) {
                requireReadable(ref.type());
                return staging.read(ref.type().name(), ref.key()).map(values -> new CollectedEntity<>(ref, values));
            }
        };
    }

    private void requireReadable(EntityType<?> type) {
        if (!readableTypes.contains(type.name())) {
            throw new IllegalArgumentException(
                    "Step '" + step.id() + "' reads '" + type.name() + "' but depends on no step that produces it.");
        }
    }

    @Override
    public StepLog log() {
        return new StepLog() {
            @Override
            public void info(String message) {
                LOG.info("{}: {}", step.id(), message);
            }

            @Override
            public void warn(String message) {
                LOG.warn("{}: {}", step.id(), message);
                problems.add("warning", step.id(), "", message);
            }
        };
    }

    @Override
    public void progress(long doneSoFar, long ofTotal) {
        done = doneSoFar;
        total = ofTotal;
    }

    @Override
    public boolean cancelled() {
        return over || Thread.currentThread().isInterrupted();
    }

    @Override
    public StepMetrics metrics() {
        return calls::increment;
    }

    void countCall() {
        calls.increment();
    }

    @Override
    public Operations ops() {
        return env.apply(this).ops();
    }

    @Override
    public Http http() {
        return env.apply(this).http();
    }

    @Override
    public Http http(HttpSettings settings) {
        return env.apply(this).http(settings);
    }

    @Override
    public boolean enrich(EntityInput entity) {
        return root.enrich(entity);
    }

    @Override
    public void gone(EntityRef<?> ref) {
        root.gone(ref);
    }

    @Override
    public void unchanged(String validator) {
        root.unchanged(validator);
    }

    @Override
    public <T> void follow(String listing, PageSource<T> pages, Items<T> items) throws Exception {
        root.follow(listing, pages, items);
    }

    /** Takes what is found within one scope. */
    private class ScopedEmitter implements Emitter {
        private final String scope;
        private volatile boolean closed;

        ScopedEmitter(String scope) {
            this.scope = scope;
        }

        @Override
        public boolean emit(EntityInput entity) {
            refuseIfOver();
            try {
                check.check(entity);
            } catch (UndeclaredException e) {
                refused(entity.type(), e);
                return false;
            }
            List<String> conflicts = staging.add(entity, scope, step.id());
            entities.increment();
            if (!conflicts.isEmpty()) {
                String reason = "Two entities of type '" + entity.type() + "' share a key; they differ in "
                        + String.join(", ", conflicts) + ".";
                problems.add("duplicate-key", step.id(), entity.type(), reason);
                note(entity.type(), scope, new Outcome.Partial(reason));
            }
            return true;
        }

        @Override
        public boolean emit(RelationshipInput relationship) {
            refuseIfOver();
            try {
                check.check(relationship);
            } catch (UndeclaredException e) {
                refused(EmitCheck.outputName(relationship), e);
                return false;
            }
            staging.add(relationship, scope);
            relationships.increment();
            return true;
        }

        @Override
        public boolean enrich(EntityInput entity) {
            return emit(entity);
        }

        @Override
        public void gone(EntityRef<?> ref) {
            refuseIfOver();
        }

        @Override
        public void unchanged(String validator) {
            noteAll(scope, new Outcome.Unchanged(validator));
        }

        @Override
        public void unchanged(Output output, String validator) {
            note(output.outputName(), scope, new Outcome.Unchanged(validator));
        }

        @Override
        public <T> void follow(String listing, PageSource<T> pages, Items<T> items) throws Exception {
            Page<T> page = pages.fetch(PageRequest.FIRST);
            items.take(page.items());
        }

        final void end(Outcome outcome) {
            closed = true;
            noteAll(scope, outcome);
        }

        private void refused(String output, UndeclaredException error) {
            problems.add("emit-refused", step.id(), output, String.valueOf(error.getMessage()));
            if (check.knows(output)) {
                note(output, scope, new Outcome.Partial(String.valueOf(error.getMessage())));
            }
        }

        private void refuseIfOver() {
            if (over || closed) {
                throw new IllegalStateException("Step '" + step.id() + "' emits after its end.");
            }
        }

        @Override
        public void partial(String reason) {
            noteAll(scope, new Outcome.Partial(reason));
        }

        @Override
        public void partial(Output output, String reason) {
            note(output.outputName(), scope, new Outcome.Partial(reason));
        }

        @Override
        public void denied(String permission) {
            noteAll(scope, new Outcome.Denied(permission));
        }

        @Override
        public void denied(Output output, String permission) {
            note(output.outputName(), scope, new Outcome.Denied(permission));
        }
    }

    @Override
    public void unchanged(Output output, String validator) {
        root.unchanged(output, validator);
    }

    @Override
    public OpenScope openScope(EntityRef<?> parent) {
        HeldScope scope =
                new HeldScope(GraphIds.entity(installation, parent.type().name(), parent.key()));
        held.add(scope);
        return scope;
    }

    /** A scope whose end is not the end of a block. */
    private final class HeldScope extends ScopedEmitter implements OpenScope {
        private volatile boolean complete;

        HeldScope(String scope) {
            super(scope);
        }

        @Override
        public void complete() {
            complete = true;
        }

        @Override
        public void close() {
            if (held.remove(this)) {
                end(complete ? new Outcome.Complete() : new Outcome.Partial("The listing of a parent was left open."));
            }
        }
    }
}
