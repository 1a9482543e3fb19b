package io.cadastre.engine.sync;

import io.cadastre.cypher.ingest.Scopes;
import io.cadastre.engine.staging.EvidenceBook;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Link;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.step.Outcome;
import io.cadastre.spi.step.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How the enumerations of one step ended. Those at the root are kept until the step is over, those under a parent are
 * written down when the parent is done. Safe for use by several threads.
 */
final class StepEvidence {
    /** Stands for all outputs of a step that only adds to entities. */
    private static final String ADDITIONS = "";

    private final Step step;
    private final EvidenceBook book;
    private final Set<String> outputs = new LinkedHashSet<>();
    private final Set<String> shared;
    private final Map<String, Outcome> atRoot = new HashMap<>();

    /** What was said about parents that are not done. */
    private final Map<String, Map<String, Outcome>> open = new HashMap<>();

    /** Scopes in which something was refused that no output names. */
    private final Set<String> refusedIn = new HashSet<>();

    private String brokenSample = "";
    private boolean rootWhole = true;
    private boolean refusedAnywhere;
    private long parents;
    private long broken;

    StepEvidence(Step step, EvidenceBook book, Set<String> shared) {
        this.step = step;
        this.book = book;
        this.shared = Set.copyOf(shared);
        step.outputs().forEach(output -> outputs.add(output.outputName()));
    }

    /** What entities are known by that only this step adds to, so that nobody else's evidence decides about them. */
    String adder() {
        return "by:" + step.id().replace(' ', '-');
    }

    /** Notes how an output fared in a scope; of several outcomes the one that proves least counts. */
    synchronized void note(String output, String scope, Outcome outcome) {
        if (scope.equals(Scopes.ROOT)) {
            atRoot.merge(output, outcome, Outcome::and);
        } else {
            open.computeIfAbsent(scope, key -> new HashMap<>()).merge(output, outcome, Outcome::and);
        }
    }

    synchronized void noteAll(String scope, Outcome outcome) {
        outputs.forEach(output -> note(output, scope, outcome));
        if (outputs.isEmpty()) {
            note(ADDITIONS, scope, outcome);
        }
    }

    /** Notes how an output fared; of an entity type, also every link of the step that touches it. */
    synchronized void noteTouching(String output, String scope, Outcome outcome) {
        note(output, scope, outcome);
        for (Output declared : step.outputs()) {
            if (touches(declared, output)) {
                note(declared.outputName(), scope, outcome);
            }
        }
    }

    private static boolean touches(Output declared, String entityType) {
        return switch (declared) {
            case EntityType<?> type -> false;
            case Link<?, ?> link ->
                link.relationshipType().from().equals(entityType)
                        || link.relationshipType().to().equals(entityType);
            case MatchField<?> link -> link.owner().name().equals(entityType);
        };
    }

    synchronized void noteRefused(String scope) {
        refusedIn.add(scope);
    }

    /** A parent is done; says whether it was seen whole, by the source's word if not by looking. */
    synchronized boolean endScope(String scope, Outcome end) {
        parents++;
        Map<String, Outcome> noted = Objects.requireNonNullElse(open.remove(scope), Map.of());
        Outcome worst = end;
        for (String output : outputs) {
            Outcome outcome = end.and(noted.getOrDefault(output, end));
            worst = worst.and(outcome);
            book.note(output, scope, outcome);
        }
        for (Map.Entry<String, Outcome> entry : noted.entrySet()) {
            worst = worst.and(entry.getValue());
            if (!outputs.contains(entry.getKey()) && !entry.getKey().equals(ADDITIONS)) {
                book.note(entry.getKey(), scope, entry.getValue());
            }
        }
        noteAdditions(worst);
        boolean refused = refusedIn.remove(scope);
        refusedAnywhere |= refused;
        if (!sawWhole(worst)) {
            broken++;
            if (brokenSample.isEmpty()) {
                brokenSample = worst.reason();
            }
        }
        return sawWhole(worst) && !refused;
    }

    /** Whether all parents that are done were seen whole. */
    synchronized boolean sawAllParents() {
        return broken == 0 && !refusedAnywhere;
    }

    /** What the step was to add and did not: it stays as it was. */
    private void noteAdditions(Outcome outcome) {
        if (!sawWhole(outcome)) {
            for (EntityType<?> type : step.enriches()) {
                book.noteNotWhole(type.name());
            }
        }
    }

    /** Whether the root was seen whole; known when the step is over. */
    synchronized boolean sawRootWhole() {
        return rootWhole && !refusedIn.contains(Scopes.ROOT);
    }

    private static boolean sawWhole(Outcome outcome) {
        return outcome.complete() || outcome instanceof Outcome.Unchanged;
    }

    /**
     * Ends the step.
     *
     * @param end how it ended as a whole
     * @return how it ended in sum: at the root, or PARTIAL if only single parents were not seen whole
     */
    synchronized Outcome conclude(Outcome end) {
        Outcome summary = end;
        for (String output : outputs) {
            atRoot.merge(output, end, Outcome::and);
        }
        for (Map.Entry<String, Outcome> entry : atRoot.entrySet()) {
            summary = summary.and(entry.getValue());
            if (!entry.getKey().equals(ADDITIONS)) {
                book.note(entry.getKey(), Scopes.ROOT, entry.getValue());
            }
            if (!sawWhole(entry.getValue()) && shared.contains(entry.getKey())) {
                // It may not even have opened the scope of a parent of which another step says that it was seen whole.
                book.noteUnprovable(entry.getKey());
            }
        }
        rootWhole = sawWhole(summary);
        noteAdditions(summary);
        if (rootWhole && broken > 0) {
            summary = new Outcome.Partial(
                    broken + " of " + parents + " parents were not seen whole, one because: " + brokenSample);
        }
        for (EntityType<?> type : step.enriches()) {
            book.note(type.name(), adder(), summary);
        }
        return summary;
    }
}
