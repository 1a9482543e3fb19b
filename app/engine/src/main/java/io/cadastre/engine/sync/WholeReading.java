package io.cadastre.engine.sync;

import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * When and how the entities of a type are read whole: what a sync leaves behind so that a later one may let them stand.
 *
 * @param reading what decides how the source is read, beside the schema
 * @param type the entity type as it is declared
 * @param at when it is read
 */
record WholeReading(String reading, EntityType<?> type, Instant at) {
    /** What is left behind. */
    String mark() {
        return how() + " " + at;
    }

    /**
     * Whether an entity that was read then, and has not changed since, would be read the same now.
     *
     * @param mark what an earlier reading left
     * @param every how long it is believed
     */
    boolean mayBeBelieved(String mark, Duration every) {
        String[] parts = mark.split(" ", 2);
        return parts.length == 2
                && parts[0].equals(how())
                && Duration.between(Instant.parse(parts[1]), at).compareTo(every) < 0;
    }

    private static String declared(Field<?, ?> field) {
        Field.Options options = field.options();
        return String.join(
                "\n",
                field.name(),
                field.kind().toString(),
                options.description(),
                new TreeSet<>(options.allowed()).toString());
    }

    /** One way of reading is not told from another by what is kept; a configuration is nobody's affair there. */
    private String how() {
        String declared = type.fields().stream().map(WholeReading::declared).collect(Collectors.joining("\n"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((reading + "\n" + type.name() + "\n" + declared).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
