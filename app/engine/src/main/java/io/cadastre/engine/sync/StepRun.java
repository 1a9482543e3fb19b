package io.cadastre.engine.sync;

import io.cadastre.cypher.GraphRefusedException;
import io.cadastre.cypher.GraphUnavailableException;
import io.cadastre.cypher.identity.GraphIds;
import io.cadastre.cypher.ingest.PriorGraph;
import io.cadastre.cypher.ingest.PriorGraph.PriorEntity;
import io.cadastre.cypher.ingest.Scopes;
import io.cadastre.engine.checkpoint.Checkpoint;
import io.cadastre.engine.pipeline.HostStep;
import io.cadastre.engine.pipeline.PageFollower;
import io.cadastre.engine.staging.Staging;
import io.cadastre.engine.staging.StagingException;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.http.Http;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.model.RawRef;
import io.cadastre.spi.model.RelationshipInput;
import io.cadastre.spi.operation.Operations;
import io.cadastre.spi.page.PageSource;
import io.cadastre.spi.step.CollectedEntity;
import io.cadastre.spi.step.Emitter;
import io.cadastre.spi.step.OpenScope;
import io.cadastre.spi.step.Outcome;
import io.cadastre.spi.step.PriorData;
import io.cadastre.spi.step.Standing;
import io.cadastre.spi.step.Step;
import io.cadastre.spi.step.StepLog;
import io.cadastre.spi.step.StepMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host's side of one running step: takes what it emits, and ends with evidence for every enumeration it declared.
 */
final class StepRun implements HostStep {
    private static final Logger LOG = LoggerFactory.getLogger(StepRun.class);

    private final Step step;
    private final Surroundings around;
    private final EmitCheck check;
    private final Set<String> readableTypes;
    private final Set<String> ownTypes;
    private final Env env;
    private final StepEvidence evidence;
    private final Set<HeldScope> held = ConcurrentHashMap.newKeySet();
    private final ScopedEmitter root;
    private final LongAdder entities = new LongAdder();
    private final LongAdder relationships = new LongAdder();
    private final LongAdder calls = new LongAdder();
    private volatile boolean over;
    private volatile boolean lostPosition;
    private volatile long done;
    private volatile long total;

    /**
     * What all steps of a sync share.
     *
     * @param installation whose entities are collected
     * @param reading what decides how the source is read, beside the schema
     * @param startedAt when the sync began
     * @param staging where they are collected
     * @param prior what the graph has of them
     * @param checkpoint what syncs remember
     * @param problems where problems go
     */
    record Surroundings(
            String installation,
            String reading,
            Instant startedAt,
            Staging staging,
            PriorGraph prior,
            Checkpoint checkpoint,
            ProblemLog problems) {}

    /**
     * Prepares a step.
     *
     * @param ownTypes the entity types of which only this step tells
     * @param shared the names of outputs that other steps produce, too
     * @param env makes what the step calls the outside with
     */
    StepRun(
            Step step,
            Surroundings around,
            EmitCheck check,
            Set<String> readableTypes,
            Set<String> ownTypes,
            Set<String> shared,
            Function<StepRun, Env> env) {
        this.step = step;
        this.around = around;
        this.check = check;
        this.readableTypes = Set.copyOf(readableTypes);
        this.ownTypes = Set.copyOf(ownTypes);
        this.evidence = new StepEvidence(step, around.staging().evidence(), shared);
        this.root = new ScopedEmitter(Scopes.ROOT);
        this.env = env.apply(this);
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

    /** Whether the source no longer knows since when the step wanted to know what changed. */
    boolean lostPosition() {
        return lostPosition;
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
            case ConnectorException.PositionLost lost -> {
                LOG.info("Step {} reads everything again: {}", step.id(), lost.getMessage());
                lostPosition = true;
                yield new Outcome.Failed(String.valueOf(lost.getMessage()));
            }
            case ConnectorException known -> {
                LOG.warn("Step {} failed: {}", step.id(), known.getMessage(), known);
                yield new Outcome.Failed(describe(known));
            }
            case InterruptedException interrupted -> new Outcome.Failed("It was interrupted.");
            // The host's own failures, which came by way of the connector.
            case StagingException disk -> new Outcome.Failed(String.valueOf(disk.getMessage()));
            case GraphUnavailableException away -> new Outcome.Failed(String.valueOf(away.getMessage()));
            case GraphRefusedException refused -> new Outcome.Failed(String.valueOf(refused.getMessage()));
            default -> {
                // The message of an unexpected error may hold anything; people get its kind, the log gets the rest.
                LOG.error("Step {} failed", step.id(), error);
                yield new Outcome.Failed("Unexpected " + error.getClass().getSimpleName()
                        + " in the connector; the log has the details.");
            }
        };
    }

    private static String describe(ConnectorException error) {
        return error.attempts() > 1
                ? error.getMessage() + " (after " + error.attempts() + " attempts)"
                : String.valueOf(error.getMessage());
    }

    /**
     * Ends it: what it still emits is refused.
     *
     * @param end how the step as a whole ended
     * @return how it ended in sum: PARTIAL if only single parents were not seen whole
     */
    Outcome conclude(Outcome end) {
        try {
            held.forEach(OpenScope::close);
            over = true;
            Outcome summary = evidence.conclude(end);
            root.keepMarks(evidence.sawRootWhole());
            return summary;
        } catch (StagingException e) {
            // The other steps are still to be ended; staging itself refuses to go on then.
            over = true;
            return outcomeOf(e);
        }
    }

    @Override
    public void scope(EntityRef<?> parent, ScopeBody work) throws InterruptedException {
        scope(new ScopedEmitter(idOf(parent.type(), parent.key())), parent, work);
    }

    @Override
    public void addition(EntityRef<?> entity, String loader, ScopeBody work) throws InterruptedException {
        // Not the scope of what is listed under the entity: a loader that is done says nothing about listings.
        String id = idOf(entity.type(), entity.key());
        String scope = id + ':' + loader.replace(' ', '-');
        boolean whole = scope(new ScopedEmitter(scope, scope), entity, work);
        if (whole && !around.staging().collected(id)) {
            // Nothing was added: where nothing else finds the entity either, it is no longer there.
            around.staging().evidence().note(entity.type().name(), scope, new Outcome.Complete());
        }
    }

    /** Says whether it was seen whole. */
    private boolean scope(ScopedEmitter emitter, EntityRef<?> parent, ScopeBody work) throws InterruptedException {
        String scope = emitter.scope;
        Outcome end = new Outcome.Complete();
        try {
            work.run(emitter);
        } catch (InterruptedException e) {
            evidence.endScope(scope, new Outcome.Failed("It was interrupted."));
            throw e;
        } catch (Exception e) {
            end = outcomeOf(e);
            around.problems()
                    .add(
                            end instanceof Outcome.Denied ? "scope-denied" : "scope-failed",
                            step.id(),
                            parent.type().name(),
                            parent.type().name() + " '" + parent.key() + "': " + end.reason());
        } finally {
            emitter.closed = true;
        }
        return emitter.end(end);
    }

    @Override
    public boolean emit(EntityInput entity) {
        return root.emit(entity);
    }

    @Override
    public boolean enrich(EntityInput entity) {
        return root.enrich(entity);
    }

    @Override
    public boolean emit(RelationshipInput relationship) {
        return root.emit(relationship);
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
    public <E> Optional<Standing<E>> standing(EntityType<E> type, Duration wholeEvery) {
        if (!ownTypes.contains(type.name())) {
            throw new IllegalArgumentException("Step '" + step.id() + "' lets '" + type.name()
                    + "' stand, but is not the only one that produces it or adds to it.");
        }
        WholeReading now = new WholeReading(around.reading(), type, around.startedAt());
        String key = Checkpoint.listing(step.id(), "whole " + type.name(), Scopes.ROOT);
        Optional<String> before = around.checkpoint().before(key).filter(mark -> now.mayBeBelieved(mark, wholeEvery));
        root.marks.put(key, before.orElseGet(now::mark));
        return before.map(mark -> new Published<>(type));
    }

    /** Lets stand what is as it was published. */
    private final class Published<E> implements Standing<E> {
        private static final int BATCH = 1_000;

        private final EntityType<E> type;

        Published(EntityType<E> type) {
            this.type = type;
        }

        @Override
        public Map<String, CollectedEntity<E>> among(List<EntityInput> listed) {
            root.refuseIfOver();
            listed.forEach(this::refuseWhatTellsNothing);
            Map<String, CollectedEntity<E>> standing = new HashMap<>();
            for (int from = 0; from < listed.size(); from += BATCH) {
                List<EntityInput> batch = listed.subList(from, Math.min(from + BATCH, listed.size()));
                Map<String, PriorEntity> before =
                        before(type, batch.stream().map(EntityInput::key).toList());
                for (EntityInput each : batch) {
                    PriorEntity prior = before.get(each.key());
                    if (prior != null && agree(each, prior) && around.staging().stands(prior, step.id())) {
                        entities.increment();
                        standing.put(each.key(), new CollectedEntity<>(type.ref(each.key()), prior.values()));
                    }
                }
            }
            return standing;
        }

        private static boolean agree(EntityInput listed, PriorEntity prior) {
            return prior.scope().equals(Scopes.ROOT)
                    && listed.values().entrySet().stream()
                            .allMatch(told -> Objects.equals(
                                    told.getValue(), prior.values().get(told.getKey())));
        }

        private void refuseWhatTellsNothing(EntityInput listed) {
            if (!listed.type().equals(type.name())
                    || !listed.refs().isEmpty()
                    || listed.values().isEmpty()) {
                throw new IllegalArgumentException("Whether '" + listed.type() + "' '" + listed.key()
                        + "' stands is asked of '" + type.name() + "', by fields alone and by one at least.");
            }
        }
    }

    @Override
    public PriorData prior() {
        return new PriorData() {
            @Override
            public <E> Stream<CollectedEntity<E>> entities(EntityType<E> type) {
                requireReadable(type);
                return around.staging()
                        .read(type.name())
                        .map(entry -> new CollectedEntity<>(type.ref(entry.getKey()), entry.getValue()));
            }

            @Override
            public <E> Optional<CollectedEntity<E>> find(EntityRef<E> ref) {
                requireReadable(ref.type());
                return around.staging()
                        .read(ref.type().name(), ref.key())
                        .map(values -> new CollectedEntity<>(ref, values));
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
    public Operations ops() {
        return env.ops();
    }

    @Override
    public Http http() {
        return env.http();
    }

    @Override
    public Http http(HttpSettings settings) {
        return env.http(settings);
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
                around.problems().add("warning", step.id(), "", message);
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

    @Override
    public Instant syncStartedAt() {
        return around.startedAt();
    }

    @Override
    public Stream<String> keys(EntityType<?> type) {
        requireReadable(type);
        return around.staging().keys(type.name());
    }

    @Override
    public Set<String> knownBefore(EntityType<?> type, Collection<String> keys) {
        Map<String, String> keyOf = byId(type, keys);
        Set<String> known = ConcurrentHashMap.newKeySet();
        around.prior().known(keyOf.keySet()).forEach(id -> known.add(keyOf.getOrDefault(id, id)));
        return known;
    }

    @Override
    public Map<String, PriorEntity> before(EntityType<?> type, Collection<String> keys) {
        Map<String, PriorEntity> before = new HashMap<>();
        around.prior().entities(byId(type, keys).keySet()).values().forEach(entity -> before.put(entity.key(), entity));
        return before;
    }

    @Override
    public Map<String, PriorEntity> beforeById(Collection<String> ids) {
        return around.prior().entities(ids);
    }

    private Map<String, String> byId(EntityType<?> type, Collection<String> keys) {
        Map<String, String> byId = new HashMap<>();
        keys.forEach(key -> byId.put(idOf(type, key), key));
        return byId;
    }

    @Override
    public Checkpoint checkpoint() {
        return around.checkpoint();
    }

    @Override
    public void leftOut(EntityType<?> type) {
        around.staging().evidence().noteNotWhole(type.name());
    }

    @Override
    public void problem(String code, EntityType<?> type, String detail) {
        around.problems().add(code, step.id(), type.name(), detail);
    }

    @Override
    public boolean change(EntityInput input, @Nullable PriorEntity prior, String scope) {
        if (prior != null) {
            around.staging().restage(prior.foundIn(scope));
            for (String name : input.refs().keySet()) {
                check.link(input.type(), name)
                        .ifPresent(link ->
                                around.prior().linked(prior.id(), link).forEach(around.staging()::goneRelationship));
            }
        }
        try {
            check.check(input);
        } catch (UndeclaredException e) {
            new ScopedEmitter(scope).refused(input.type(), e);
            return false;
        }
        around.staging().change(input, scope, step.id());
        entities.increment();
        relationships.add(input.refs().size());
        return true;
    }

    @Override
    public String idOf(EntityType<?> type, String key) {
        return GraphIds.entity(around.installation(), type.name(), key);
    }

    @Override
    public void standsAsSeen(String validator) {
        evidence.noteAll(Scopes.ROOT, new Outcome.Unchanged(validator));
    }

    @Override
    public boolean sawAllParents() {
        return evidence.sawAllParents();
    }

    @Override
    public String explain(Exception error) {
        return outcomeOf(error).reason();
    }

    /** Takes what is found within one scope. */
    private class ScopedEmitter implements Emitter {
        private final String scope;
        private final String adder;
        private final Map<String, String> marks = new ConcurrentHashMap<>();
        private volatile boolean closed;

        ScopedEmitter(String scope) {
            this(scope, evidence.adder());
        }

        ScopedEmitter(String scope, String adder) {
            this.scope = scope;
            this.adder = adder;
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
            List<String> lost = around.staging().add(entity, scope, step.id());
            entities.increment();
            relationships.add(entity.refs().size());
            if (!lost.isEmpty()) {
                String reason = "Step '" + step.id() + "' gave two entities of type '" + entity.type() + "' the key '"
                        + entity.key() + "': they differ in " + String.join(", ", lost) + ".";
                around.problems().add("duplicate-key", step.id(), entity.type(), reason);
                evidence.note(entity.type(), scope, new Outcome.Partial(reason));
            }
            return true;
        }

        @Override
        public boolean enrich(EntityInput entity) {
            refuseIfOver();
            try {
                check.checkAddition(entity);
            } catch (UndeclaredException e) {
                refused(entity.type(), e);
                return false;
            }
            around.staging().enrich(entity, scope, step.id(), adder);
            relationships.add(entity.refs().size());
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
            around.staging().add(relationship, scope);
            relationships.increment();
            return true;
        }

        @Override
        public void gone(EntityRef<?> ref) {
            refuseIfOver();
            around.staging().gone(new RawRef(ref.type().name(), ref.key()));
        }

        @Override
        public void unchanged(String validator) {
            refuseIfOver();
            List<String> types = new ArrayList<>();
            for (Output output : step.outputs()) {
                if (output instanceof EntityType<?> type) {
                    types.add(type.name());
                }
            }
            around.staging().restage(around.prior(), scope, types, outputNames());
            evidence.noteAll(scope, new Outcome.Unchanged(validator));
        }

        @Override
        public void unchanged(Output output, String validator) {
            refuseIfOver();
            if (output instanceof EntityType<?> type) {
                around.staging().restage(around.prior(), scope, List.of(type.name()), outputNames());
            }
            evidence.note(output.outputName(), scope, new Outcome.Unchanged(validator));
        }

        @Override
        public <T> void follow(String listing, PageSource<T> pages, Items<T> items) throws Exception {
            String key = Checkpoint.listing(step.id(), listing, scope);
            Optional<String> before = around.checkpoint().before(key);
            switch (PageFollower.follow(null, before, pages, items)) {
                case PageFollower.Whole(Optional<String> left, String position) ->
                    left.ifPresent(text -> marks.put(key, text));
                case PageFollower.Unchanged(String validator) -> {
                    unchanged(validator);
                    before.ifPresent(text -> marks.put(key, text));
                }
                case PageFollower.Broken(String reason) -> {
                    around.problems().add("pagination", step.id(), "", reason);
                    partial(reason);
                }
            }
        }

        private Set<String> outputNames() {
            return step.outputs().stream().map(Output::outputName).collect(Collectors.toUnmodifiableSet());
        }

        /** What was not seen whole is read again next time, whatever its validators say. */
        void keepMarks(boolean whole) {
            if (whole) {
                marks.forEach(around.checkpoint()::keep);
            }
        }

        final boolean end(Outcome outcome) {
            closed = true;
            if (over) {
                return false;
            }
            boolean whole = evidence.endScope(scope, outcome);
            keepMarks(whole);
            return whole;
        }

        private void refused(String output, UndeclaredException error) {
            around.problems().add("emit-refused", step.id(), output, String.valueOf(error.getMessage()));
            if (check.knows(output)) {
                evidence.noteTouching(output, scope, new Outcome.Partial(String.valueOf(error.getMessage())));
            } else {
                evidence.noteRefused(scope);
            }
        }

        private void refuseIfOver() {
            if (over || closed) {
                throw new IllegalStateException("Step '" + step.id() + "' emits after its end.");
            }
        }

        @Override
        public void partial(String reason) {
            evidence.noteAll(scope, new Outcome.Partial(reason));
        }

        @Override
        public void partial(Output output, String reason) {
            evidence.noteTouching(output.outputName(), scope, new Outcome.Partial(reason));
        }

        @Override
        public void denied(String permission) {
            evidence.noteAll(scope, new Outcome.Denied(permission));
        }

        @Override
        public void denied(Output output, String permission) {
            evidence.noteTouching(output.outputName(), scope, new Outcome.Denied(permission));
        }
    }

    @Override
    public void unchanged(Output output, String validator) {
        root.unchanged(output, validator);
    }

    @Override
    public OpenScope openScope(EntityRef<?> parent) {
        HeldScope scope = new HeldScope(idOf(parent.type(), parent.key()));
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
