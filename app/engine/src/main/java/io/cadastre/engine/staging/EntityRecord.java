package io.cadastre.engine.staging;

import io.cadastre.cypher.identity.CanonicalHash;
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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What staging keeps of an entity. The bytes begin with what the comparison needs, so that it decodes nothing else: a
 * flag whether a required field is missing, then the hash.
 */
record EntityRecord(
        String type, String key, @Nullable String displayName, String scope, String step, Map<String, Object> fields) {
    private static final int HASH_LENGTH = 26;

    /** The first input of an entity. */
    static EntityRecord first(EntityInput input, String scope, String step) {
        Map<String, Object> fields = new HashMap<>();
        input.values().forEach((name, value) -> {
            if (value != null) {
                fields.put(name, value);
            }
        });
        return new EntityRecord(input.type(), input.key(), input.displayName(), scope, step, fields);
    }

    /** A further input of the same entity: absent keeps, null clears, a value replaces. */
    EntityRecord merge(EntityInput input, String otherScope, String otherStep) {
        Map<String, Object> merged = new HashMap<>(fields);
        input.values().forEach((name, value) -> {
            if (value == null) {
                merged.remove(name);
            } else {
                merged.put(name, value);
            }
        });
        String name = input.displayName() == null ? displayName : input.displayName();
        return new EntityRecord(type, key, name, Scopes.join(scope, otherScope), otherStep, merged);
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
                    ValueCodec.readValues(in));
        } catch (IOException e) {
            throw new UncheckedIOException("Staging is damaged.", e);
        }
    }

    static boolean lacksRequired(byte[] bytes) {
        return bytes[0] != 0;
    }

    static String hash(byte[] bytes) {
        return new String(bytes, 1, HASH_LENGTH, StandardCharsets.US_ASCII);
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

    private String hash(EntityType<?> declared) {
        List<String> labels = new ArrayList<>();
        declared.classes().forEach(entityClass -> labels.add(entityClass.name()));
        labels.add(declared.label());
        return CanonicalHash.entity(labels, displayName, scope, fields);
    }
}
