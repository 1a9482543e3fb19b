package io.cadastre.connectors.exec;

import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.model.RawRef;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.step.Emitter;
import io.cadastre.spi.step.OpenScope;
import io.cadastre.spi.step.Outcome;
import io.cadastre.spi.step.StepContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the lines say about how whole they are, by scope and output. Nothing counts until {@link #settle}: a source that
 * breaks off has proved nothing, whatever it said before (I7).
 */
final class EvidenceBook implements AutoCloseable {
    /** Stands for every output. */
    static final String ALL = "*";

    private final List<Output> outputs = new ArrayList<>();
    private final StepContext context;
    private final LineLog log;
    private final Map<String, EntityType<?>> types = new HashMap<>();
    private final Place root;
    private final Map<RawRef, Place> scopes = new HashMap<>();
    private @Nullable String spoiled;

    EvidenceBook(Schema schema, StepContext context, LineLog log) {
        this.log = log;
        this.context = context;
        outputs.addAll(outputs(schema));
        schema.entityTypes().forEach(type -> types.put(type.name(), type));
        root = new Place(context);
    }

    /** All that lines of a schema may emit. */
    static List<Output> outputs(Schema schema) {
        List<Output> outputs = new ArrayList<>(schema.entityTypes());
        outputs.addAll(schema.links().values());
        outputs.addAll(schema.matchFields().values());
        return outputs;
    }

    /** Where lines of one scope go. */
    static final class Place {
        private final Emitter emitter;
        private final Map<String, Outcome> said = new HashMap<>(2);

        Place(Emitter emitter) {
            this.emitter = emitter;
        }

        Emitter emitter() {
            return emitter;
        }

        /** Notes how an enumeration ended; of several the one that proves least counts. */
        void note(String output, Outcome outcome) {
            said.merge(output, outcome, Outcome::and);
        }
    }

    /** The place of a parent of a declared type, or the root. */
    Place at(Optional<RawRef> scope) {
        return scope.isPresent() ? scopes.computeIfAbsent(scope.get(), this::open) : root;
    }

    private Place open(RawRef parent) {
        EntityType<?> type = types.get(parent.type());
        if (type == null) {
            throw new IllegalArgumentException("Not checked: " + parent);
        }
        return new Place(context.openScope(type.ref(parent.key())));
    }

    /** Something was said that nobody understood: it may have been about anything. */
    void spoil(String reason) {
        if (spoiled == null) {
            spoiled = reason;
        }
    }

    /** The source said that it is done and ended well: what it said counts. */
    void settle() {
        scopes.forEach((parent, place) -> {
            tell(place, " of " + parent.type() + " '" + log.shown(Shown.name(parent.key())) + "'");
            if (place.emitter instanceof OpenScope scope) {
                scope.complete();
                scope.close();
            }
        });
        tell(root, "");
    }

    private void tell(Place place, String where) {
        if (spoiled != null) {
            place.emitter.partial(spoiled);
        }
        Outcome ofAll = place.said.get(ALL);
        if (place.said.size() == 1 && ofAll instanceof Outcome.Complete) {
            return;
        }
        if (place.said.size() == 1 && ofAll instanceof Outcome.Unchanged(String validator)) {
            place.emitter.unchanged(validator);
            return;
        }
        for (Output output : outputs) {
            Outcome own = place.said.get(output.outputName());
            Outcome outcome = ofAll == null
                    ? Optional.ofNullable(own)
                            .orElse(new Outcome.Partial("No 'evidence' line says that all '" + output.outputName() + "'"
                                    + where + " were listed."))
                    : own == null ? ofAll : ofAll.and(own);
            tell(place.emitter, output, outcome);
        }
    }

    private static void tell(Emitter emitter, Output output, Outcome outcome) {
        switch (outcome) {
            case Outcome.Complete complete -> {}
            case Outcome.Unchanged(String validator) -> emitter.unchanged(output, validator);
            case Outcome.Partial(String reason) -> emitter.partial(output, reason);
            case Outcome.Denied(String permission) -> emitter.denied(output, permission);
            case Outcome.Failed(String error) -> emitter.partial(output, error);
            case Outcome.Skipped(String reason) -> emitter.partial(output, reason);
        }
    }

    /** Leaves open scopes unproved. */
    @Override
    public void close() {
        for (Place place : scopes.values()) {
            if (place.emitter instanceof OpenScope scope) {
                scope.close();
            }
        }
    }
}
