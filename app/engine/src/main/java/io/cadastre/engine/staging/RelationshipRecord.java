package io.cadastre.engine.staging;

import io.cadastre.cypher.codec.ValueCodec;
import io.cadastre.cypher.ingest.Scopes;
import io.cadastre.cypher.ingest.StagedRelationship;
import io.cadastre.spi.model.RawRef;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What staging keeps of a relationship. The bytes begin with what the comparison needs: the hash and the id of the
 * entity it enters.
 *
 * @param linkOnly whether only a link to one other entity said so: it goes when that link leads elsewhere
 */
record RelationshipRecord(
        String id,
        String verb,
        String from,
        RawRef fromRef,
        RawRef toRef,
        String to,
        String scope,
        Map<String, Object> properties,
        boolean linkOnly) {
    private static final int ID_LENGTH = 26;

    /** Stands for the end in another installation while nobody knows which entity that is. */
    private static final String NOWHERE = "-".repeat(ID_LENGTH);

    /** One that leads into another installation, kept by the id of the installation's own entity. */
    static RelationshipRecord matched(
            String id,
            String verb,
            String anchor,
            RawRef fromRef,
            RawRef toRef,
            String scope,
            Map<String, Object> properties,
            boolean linkOnly) {
        return new RelationshipRecord(id, verb, anchor, fromRef, toRef, NOWHERE, scope, properties, linkOnly);
    }

    static RelationshipRecord of(StagedRelationship relationship) {
        return new RelationshipRecord(
                relationship.id(),
                relationship.verb(),
                relationship.from(),
                relationship.fromRef(),
                relationship.toRef(),
                relationship.to(),
                relationship.scope(),
                relationship.properties(),
                false);
    }

    /** Under which it is kept. */
    String key() {
        return from + id;
    }

    /** Whether it leads into another installation. */
    boolean matched() {
        return fromRef.match().isPresent() || toRef.match().isPresent();
    }

    /** As the comparison takes it. */
    StagedRelationship staged() {
        boolean open = to.equals(NOWHERE);
        boolean comesIn = open && fromRef.match().isPresent();
        return StagedRelationship.of(
                id, comesIn ? "" : from, verb, comesIn ? from : open ? "" : to, fromRef, toRef, scope, properties);
    }

    /** Found by another enumeration, too. */
    RelationshipRecord alsoFoundIn(String otherScope) {
        return new RelationshipRecord(
                id, verb, from, fromRef, toRef, to, Scopes.join(otherScope, scope), properties, false);
    }

    /** What it makes of what was said before: a property replaces, an absent one keeps. */
    RelationshipRecord over(RelationshipRecord before) {
        Map<String, Object> merged = new HashMap<>(before.properties);
        merged.putAll(properties);
        return new RelationshipRecord(
                id,
                verb,
                from,
                fromRef,
                toRef,
                to,
                Scopes.join(before.scope, scope),
                merged,
                linkOnly && before.linkOnly);
    }

    byte[] encode() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);
            DataOutputStream out = new DataOutputStream(bytes);
            out.write(staged().hash().getBytes(StandardCharsets.US_ASCII));
            out.write(to.getBytes(StandardCharsets.US_ASCII));
            ValueCodec.writeText(out, verb);
            ValueCodec.writeText(out, fromRef.type());
            ValueCodec.writeText(out, fromRef.key());
            ValueCodec.writeText(out, toRef.type());
            ValueCodec.writeText(out, toRef.key());
            ValueCodec.writeText(out, scope);
            ValueCodec.writeValues(out, properties);
            out.writeBoolean(linkOnly);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail.", e);
        }
    }

    /**
     * Reads it back.
     *
     * @param key the id of the entity it leaves, then its own
     */
    static RelationshipRecord decode(String key, byte[] bytes) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            in.skipNBytes(2 * ID_LENGTH);
            return new RelationshipRecord(
                    key.substring(ID_LENGTH),
                    ValueCodec.readText(in),
                    key.substring(0, ID_LENGTH),
                    new RawRef(ValueCodec.readText(in), ValueCodec.readText(in)),
                    new RawRef(ValueCodec.readText(in), ValueCodec.readText(in)),
                    toId(bytes),
                    ValueCodec.readText(in),
                    ValueCodec.readValues(in),
                    in.readBoolean());
        } catch (IOException e) {
            throw new UncheckedIOException("Staging is damaged.", e);
        }
    }

    static String hash(byte[] bytes) {
        return new String(bytes, 0, ID_LENGTH, StandardCharsets.US_ASCII);
    }

    static String toId(byte[] bytes) {
        return new String(bytes, ID_LENGTH, ID_LENGTH, StandardCharsets.US_ASCII);
    }
}
