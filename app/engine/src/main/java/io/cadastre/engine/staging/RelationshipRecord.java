package io.cadastre.engine.staging;

import io.cadastre.cypher.identity.CanonicalHash;
import io.cadastre.spi.model.RawRef;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What staging keeps of a relationship. The bytes begin with what the comparison needs: the hash and the id of the
 * entity it enters.
 */
record RelationshipRecord(
        String verb, RawRef from, RawRef to, String toId, String scope, Map<String, Object> properties) {
    private static final int ID_LENGTH = 26;

    byte[] encode() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);
            DataOutputStream out = new DataOutputStream(bytes);
            out.write(CanonicalHash.relationship(scope, properties).getBytes(StandardCharsets.US_ASCII));
            out.write(toId.getBytes(StandardCharsets.US_ASCII));
            ValueCodec.writeText(out, verb);
            ValueCodec.writeText(out, from.type());
            ValueCodec.writeText(out, from.key());
            ValueCodec.writeText(out, to.type());
            ValueCodec.writeText(out, to.key());
            ValueCodec.writeText(out, scope);
            ValueCodec.writeValues(out, properties);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail.", e);
        }
    }

    static RelationshipRecord decode(byte[] bytes) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            in.skipNBytes(2 * ID_LENGTH);
            return new RelationshipRecord(
                    ValueCodec.readText(in),
                    new RawRef(ValueCodec.readText(in), ValueCodec.readText(in)),
                    new RawRef(ValueCodec.readText(in), ValueCodec.readText(in)),
                    toId(bytes),
                    ValueCodec.readText(in),
                    ValueCodec.readValues(in));
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
