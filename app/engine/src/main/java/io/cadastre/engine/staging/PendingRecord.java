package io.cadastre.engine.staging;

import io.cadastre.cypher.ingest.Pending;
import io.cadastre.cypher.ingest.StagedRelationship;
import io.cadastre.spi.model.RawRef;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A relationship that has to wait, as bytes in staging. */
final class PendingRecord {
    private PendingRecord() {}

    static byte[] encode(Pending pending) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
            DataOutputStream out = new DataOutputStream(bytes);
            StagedRelationship relationship = pending.relationship();
            for (String text : List.of(
                    relationship.id(),
                    relationship.from(),
                    relationship.verb(),
                    relationship.to(),
                    relationship.fromRef().type(),
                    relationship.fromRef().key(),
                    relationship.toRef().type(),
                    relationship.toRef().key(),
                    relationship.scope())) {
                ValueCodec.writeText(out, text);
            }
            ValueCodec.writeValues(out, relationship.properties());
            ValueCodec.writeText(out, pending.reason().name());
            out.writeInt(pending.candidates().size());
            for (String candidate : pending.candidates()) {
                ValueCodec.writeText(out, candidate);
            }
            out.writeLong(pending.matches());
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail.", e);
        }
    }

    static Pending decode(byte[] bytes) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            StagedRelationship relationship = StagedRelationship.of(
                    ValueCodec.readText(in),
                    ValueCodec.readText(in),
                    ValueCodec.readText(in),
                    ValueCodec.readText(in),
                    new RawRef(ValueCodec.readText(in), ValueCodec.readText(in)),
                    new RawRef(ValueCodec.readText(in), ValueCodec.readText(in)),
                    ValueCodec.readText(in),
                    ValueCodec.readValues(in));
            Pending.Reason reason = Pending.Reason.valueOf(ValueCodec.readText(in));
            List<String> candidates = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                candidates.add(ValueCodec.readText(in));
            }
            return new Pending(relationship, reason, candidates, in.readLong());
        } catch (IOException e) {
            throw new UncheckedIOException("Staging is damaged.", e);
        }
    }
}
