package io.cadastre.cypher.ingest;

import io.cadastre.cypher.codec.ValueCodec;
import io.cadastre.spi.model.RawRef;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mutations as bytes. */
final class MutationCodec {
    private MutationCodec() {}

    static void write(DataOutputStream out, Mutation mutation) throws IOException {
        switch (mutation) {
            case Mutation.DeleteRelationship(String id, String elementId, long sizeBytes) -> {
                begin(out, 'd', sizeBytes);
                ValueCodec.writeText(out, id);
                ValueCodec.writeText(out, elementId);
            }
            case Mutation.DeleteEntity(String id, long sizeBytes) -> {
                begin(out, 'D', sizeBytes);
                ValueCodec.writeText(out, id);
            }
            case Mutation.CreateEntity(StagedEntity entity, long sizeBytes) -> {
                begin(out, 'C', sizeBytes);
                writeEntity(out, entity);
            }
            case Mutation.UpdateEntity(StagedEntity entity, long sizeBytes) -> {
                begin(out, 'U', sizeBytes);
                writeEntity(out, entity);
            }
            case Mutation.CreateRelationship(StagedRelationship relationship, long sizeBytes) -> {
                begin(out, 'c', sizeBytes);
                writeRelationship(out, relationship);
            }
            case Mutation.UpdateRelationship(StagedRelationship relationship, String elementId, long sizeBytes) -> {
                begin(out, 'u', sizeBytes);
                writeRelationship(out, relationship);
                ValueCodec.writeText(out, elementId);
            }
            case Mutation.PutPending(Pending pending, long sizeBytes) -> {
                begin(out, 'p', sizeBytes);
                PendingCodec.write(out, pending);
            }
            case Mutation.DeletePending(String id, long sizeBytes) -> {
                begin(out, 'w', sizeBytes);
                ValueCodec.writeText(out, id);
            }
        }
    }

    private static void begin(DataOutputStream out, char kind, long sizeBytes) throws IOException {
        out.writeByte(kind);
        out.writeLong(sizeBytes);
    }

    static Mutation read(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        long sizeBytes = in.readLong();
        return switch (kind) {
            case 'd' -> new Mutation.DeleteRelationship(ValueCodec.readText(in), ValueCodec.readText(in), sizeBytes);
            case 'D' -> new Mutation.DeleteEntity(ValueCodec.readText(in), sizeBytes);
            case 'C' -> new Mutation.CreateEntity(readEntity(in), sizeBytes);
            case 'U' -> new Mutation.UpdateEntity(readEntity(in), sizeBytes);
            case 'c' -> new Mutation.CreateRelationship(readRelationship(in), sizeBytes);
            case 'u' -> new Mutation.UpdateRelationship(readRelationship(in), ValueCodec.readText(in), sizeBytes);
            case 'p' -> new Mutation.PutPending(PendingCodec.read(in), sizeBytes);
            case 'w' -> new Mutation.DeletePending(ValueCodec.readText(in), sizeBytes);
            default -> throw new IOException("Damaged: unknown mutation " + kind + ".");
        };
    }

    private static void writeEntity(DataOutputStream out, StagedEntity entity) throws IOException {
        ValueCodec.writeText(out, entity.id());
        ValueCodec.writeText(out, entity.type());
        ValueCodec.writeText(out, entity.typeLabel());
        out.writeInt(entity.classes().size());
        for (String name : entity.classes()) {
            ValueCodec.writeText(out, name);
        }
        ValueCodec.writeText(out, entity.key());
        writeOptional(out, entity.displayName());
        ValueCodec.writeText(out, entity.scope());
        ValueCodec.writeValues(out, entity.fields());
        ValueCodec.writeText(out, entity.hash());
    }

    private static StagedEntity readEntity(DataInputStream in) throws IOException {
        String id = ValueCodec.readText(in);
        String type = ValueCodec.readText(in);
        String typeLabel = ValueCodec.readText(in);
        List<String> classes = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            classes.add(ValueCodec.readText(in));
        }
        return new StagedEntity(
                id,
                type,
                typeLabel,
                classes,
                ValueCodec.readText(in),
                readOptional(in),
                ValueCodec.readText(in),
                ValueCodec.readValues(in),
                ValueCodec.readText(in));
    }

    static void writeRelationship(DataOutputStream out, StagedRelationship relationship) throws IOException {
        ValueCodec.writeText(out, relationship.id());
        ValueCodec.writeText(out, relationship.from());
        ValueCodec.writeText(out, relationship.verb());
        ValueCodec.writeText(out, relationship.to());
        writeRef(out, relationship.fromRef());
        writeRef(out, relationship.toRef());
        ValueCodec.writeText(out, relationship.scope());
        ValueCodec.writeValues(out, relationship.properties());
        ValueCodec.writeText(out, relationship.hash());
    }

    static StagedRelationship readRelationship(DataInputStream in) throws IOException {
        return new StagedRelationship(
                ValueCodec.readText(in),
                ValueCodec.readText(in),
                ValueCodec.readText(in),
                ValueCodec.readText(in),
                readRef(in),
                readRef(in),
                ValueCodec.readText(in),
                ValueCodec.readValues(in),
                ValueCodec.readText(in));
    }

    private static void writeRef(DataOutputStream out, RawRef ref) throws IOException {
        ValueCodec.writeText(out, ref.type());
        ValueCodec.writeText(out, ref.key());
    }

    private static RawRef readRef(DataInputStream in) throws IOException {
        return new RawRef(ValueCodec.readText(in), ValueCodec.readText(in));
    }

    private static void writeOptional(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            ValueCodec.writeText(out, text);
        }
    }

    private static @Nullable String readOptional(DataInputStream in) throws IOException {
        return in.readBoolean() ? ValueCodec.readText(in) : null;
    }
}
