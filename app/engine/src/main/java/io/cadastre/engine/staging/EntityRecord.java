package io.cadastre.engine.staging;

import io.cadastre.cypher.codec.ValueCodec;
import io.cadastre.cypher.identity.CanonicalHash;
import io.cadastre.cypher.ingest.PriorGraph.PriorEntity;
import io.cadastre.cypher.ingest.Scopes;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What staging keeps of an entity. The bytes begin with what the comparison needs, so that it decodes nothing else: a
 * flag whether a required field is missing, then the hash.
 *
 * @param scope the enumerations that found it; empty while something only adds to it
 * @param step which step said so last
 * @param cleared the fields that somebody said have no value
 * @param refs for each link to one other entity, where its relationship is in staging
 */
record EntityRecord(
        String type,
        String key,
        @Nullable String displayName,
        String scope,
        String step,
        Map<String, Object> fields,
        Set<String> cleared,
        Map<String, String> refs) {
    private static final int HASH_LENGTH = 26;

    /** An entity nothing is known of yet. */
    static EntityRecord of(String type, String key) {
        return new EntityRecord(type, key, null, "", "", Map.of(), Set.of(), Map.of());
    }

    /**
     * What an input makes of it: absent keeps, null clears, a value replaces.
     *
     * @param otherScope the enumeration that found it; empty for something that only adds
     */
    EntityRecord merge(EntityInput input, String otherScope, String otherStep) {
        Map<String, Object> merged = new HashMap<>(fields);
        Set<String> without = cleared;
        for (Map.Entry<String, ? extends @Nullable Object> entry :
                input.values().entrySet()) {
            Object value = entry.getValue();
            if (value == null) {
                merged.remove(entry.getKey());
                without = new HashSet<>(without);
                without.add(entry.getKey());
            } else {
                merged.put(entry.getKey(), value);
            }
        }
        String name = input.displayName() == null ? displayName : input.displayName();
        return new EntityRecord(type, key, name, found(otherScope), otherStep, merged, without, refs);
    }

    private String found(String otherScope) {
        if (scope.isEmpty() || otherScope.isEmpty()) {
            return scope + otherScope;
        }
        return Scopes.join(scope, otherScope);
    }

    /** The same entity, as if no enumeration had found it yet. */
    EntityRecord notFoundYet() {
        return new EntityRecord(type, key, displayName, "", step, fields, cleared, refs);
    }

    EntityRecord withRefs(Map<String, String> value) {
        return new EntityRecord(type, key, displayName, scope, step, fields, cleared, value);
    }

    /** With what the graph has and nobody supplied or cleared, found also where that was found. */
    EntityRecord carryOver(PriorEntity prior, EntityType<?> declared) {
        Map<String, Object> whole = new HashMap<>(fields);
        prior.values().forEach((name, value) -> {
            boolean stillFits =
                    declared.field(name).map(field -> field.accepts(value)).orElse(false);
            if (stillFits && !cleared.contains(name)) {
                whole.putIfAbsent(name, value);
            }
        });
        return new EntityRecord(
                type,
                key,
                displayName == null ? prior.displayName() : displayName,
                found(prior.scope()),
                step,
                whole,
                cleared,
                refs);
    }

    /** An entity as it is in the graph, as if this step had said all of it. */
    static EntityRecord asIn(PriorEntity prior, EntityType<?> declared, String step) {
        EntityRecord nothing =
                new EntityRecord(prior.type(), prior.key(), null, "", step, Map.of(), Set.of(), Map.of());
        return nothing.carryOver(prior, declared);
    }

    /** The fields of which one step gave two different values: two things share the key, and one is lost. */
    List<String> conflicts(EntityInput input, String otherStep) {
        List<String> names = new ArrayList<>();
        if (step.equals(otherStep)) {
            input.values().forEach((name, value) -> {
                Object before = fields.get(name);
                if (before != null && value != null && !before.equals(value)) {
                    names.add(name);
                }
            });
        }
        return names;
    }

    byte[] encode(EntityType<?> declared) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeBoolean(lacksRequired(declared));
            out.write(hash(declared).getBytes(StandardCharsets.US_ASCII));
            ValueCodec.writeText(out, type);
            ValueCodec.writeText(out, key);
            out.writeBoolean(displayName != null);
            if (displayName != null) {
                ValueCodec.writeText(out, displayName);
            }
            ValueCodec.writeText(out, scope);
            ValueCodec.writeText(out, step);
            ValueCodec.writeValues(out, fields);
            out.writeInt(cleared.size());
            for (String name : cleared) {
                ValueCodec.writeText(out, name);
            }
            out.writeInt(refs.size());
            for (Map.Entry<String, String> ref : refs.entrySet()) {
                ValueCodec.writeText(out, ref.getKey());
                ValueCodec.writeText(out, ref.getValue());
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail.", e);
        }
    }

    static EntityRecord decode(byte[] bytes) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            in.skipNBytes(1 + HASH_LENGTH);
            return new EntityRecord(
                    ValueCodec.readText(in),
                    ValueCodec.readText(in),
                    in.readBoolean() ? ValueCodec.readText(in) : null,
                    ValueCodec.readText(in),
                    ValueCodec.readText(in),
                    ValueCodec.readValues(in),
                    readNames(in),
                    readRefs(in));
        } catch (IOException e) {
            throw new UncheckedIOException("Staging is damaged.", e);
        }
    }

    private static Set<String> readNames(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size == 0) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < size; i++) {
            names.add(ValueCodec.readText(in));
        }
        return names;
    }

    private static Map<String, String> readRefs(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size == 0) {
            return Map.of();
        }
        Map<String, String> refs = new HashMap<>();
        for (int i = 0; i < size; i++) {
            refs.put(ValueCodec.readText(in), ValueCodec.readText(in));
        }
        return refs;
    }

    static boolean lacksRequired(byte[] bytes) {
        return bytes[0] != 0;
    }

    static String hash(byte[] bytes) {
        return new String(bytes, 1, HASH_LENGTH, StandardCharsets.US_ASCII);
    }

    /** The name of the type, without decoding the rest. */
    static String type(byte[] bytes) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            in.skipNBytes(1 + HASH_LENGTH);
            return ValueCodec.readText(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Staging is damaged.", e);
        }
    }

    /** The required fields it has no value for. */
    List<String> missing(EntityType<?> declared) {
        List<String> names = new ArrayList<>();
        for (Field<?, ?> field : declared.fields()) {
            if (field.options().required() && !fields.containsKey(field.name())) {
                names.add(field.name());
            }
        }
        return names;
    }

    private boolean lacksRequired(EntityType<?> declared) {
        for (Field<?, ?> field : declared.fields()) {
            if (field.options().required() && !fields.containsKey(field.name())) {
                return true;
            }
        }
        return false;
    }

    /** Found by other enumerations, too. */
    EntityRecord alsoFoundIn(String scopes) {
        return new EntityRecord(type, key, displayName, found(scopes), step, fields, cleared, refs);
    }

    private String hash(EntityType<?> declared) {
        List<String> labels = new ArrayList<>();
        declared.classes().forEach(entityClass -> labels.add(entityClass.name()));
        labels.add(declared.label());
        // In the graph an entity without a name is called by its key: the two are not told apart on the way back.
        return CanonicalHash.entity(labels, displayName == null ? key : displayName, scope, fields);
    }
}
