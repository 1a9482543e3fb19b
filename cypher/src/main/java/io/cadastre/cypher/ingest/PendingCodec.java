package io.cadastre.cypher.ingest;

import io.cadastre.cypher.codec.ValueCodec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Relationships that wait as bytes: in staging and in sealed change sets. */
public final class PendingCodec {
    private PendingCodec() {}

    public static void write(DataOutputStream out, Pending pending) throws IOException {
        MutationCodec.writeRelationship(out, pending.relationship());
        ValueCodec.writeText(out, pending.reason().name());
        out.writeInt(pending.candidates().size());
        for (String candidate : pending.candidates()) {
            ValueCodec.writeText(out, candidate);
        }
        out.writeLong(pending.matches());
    }

    public static Pending read(DataInputStream in) throws IOException {
        StagedRelationship relationship = MutationCodec.readRelationship(in);
        Pending.Reason reason = Pending.Reason.valueOf(ValueCodec.readText(in));
        List<String> candidates = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            candidates.add(ValueCodec.readText(in));
        }
        return new Pending(relationship, reason, candidates, in.readLong());
    }
}
