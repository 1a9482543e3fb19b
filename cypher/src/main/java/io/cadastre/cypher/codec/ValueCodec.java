package io.cadastre.cypher.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Field values as bytes on disk, in staging and in sealed change sets. Bytes of another version are told apart by the
 * file that holds them.
 */
public final class ValueCodec {
    private ValueCodec() {}

    /** Writes values by name. */
    public static void writeValues(DataOutput out, Map<String, Object> values) throws IOException {
        out.writeInt(values.size());
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            writeText(out, entry.getKey());
            writeValue(out, entry.getValue());
        }
    }

    /** Reads what {@link #writeValues} wrote. */
    public static Map<String, Object> readValues(DataInput in) throws IOException {
        int size = in.readInt();
        Map<String, Object> values = HashMap.newHashMap(size);
        for (int i = 0; i < size; i++) {
            values.put(readText(in), readValue(in));
        }
        return values;
    }

    /** Not writeUTF, which ends at 64 kB. */
    public static void writeText(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    public static String readText(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void writeValue(DataOutput out, Object value) throws IOException {
        switch (value) {
            case String text -> {
                out.writeByte('s');
                writeText(out, text);
            }
            case Long number -> {
                out.writeByte('i');
                out.writeLong(number);
            }
            case Double number -> {
                out.writeByte('f');
                out.writeDouble(number);
            }
            case Boolean truth -> out.writeByte(truth ? 't' : 'n');
            case Instant instant -> {
                out.writeByte('z');
                out.writeLong(instant.getEpochSecond());
                out.writeInt(instant.getNano());
            }
            case LocalDate date -> {
                out.writeByte('d');
                out.writeLong(date.toEpochDay());
            }
            case List<?> list -> {
                out.writeByte('l');
                out.writeInt(list.size());
                for (Object element : list) {
                    writeValue(out, element);
                }
            }
            default -> throw new IllegalArgumentException("Not checked at emit: " + value.getClass());
        }
    }

    private static Object readValue(DataInput in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case 's' -> readText(in);
            case 'i' -> in.readLong();
            case 'f' -> in.readDouble();
            case 't' -> true;
            case 'n' -> false;
            case 'z' -> Instant.ofEpochSecond(in.readLong(), in.readInt());
            case 'd' -> LocalDate.ofEpochDay(in.readLong());
            case 'l' -> {
                int size = in.readInt();
                List<Object> list = new ArrayList<>(size);
                for (int i = 0; i < size; i++) {
                    list.add(readValue(in));
                }
                yield List.copyOf(list);
            }
            default -> throw new IOException("Damaged: unknown kind " + kind + ".");
        };
    }
}
