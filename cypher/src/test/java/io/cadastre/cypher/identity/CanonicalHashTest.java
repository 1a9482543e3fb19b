package io.cadastre.cypher.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CanonicalHashTest {
    private static String hash(Map<String, Object> fields) {
        return CanonicalHash.entity(List.of("Host"), "name", "root", fields);
    }

    @Test
    void theOrderInWhichFieldsWereCollectedDoesNotMatter() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            List<Map.Entry<String, Object>> entries = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(12); i++) {
                entries.add(Map.entry("field" + i, value(random)));
            }
            String expected = hash(inOrder(entries));
            Collections.shuffle(entries, random);
            assertThat(hash(inOrder(entries))).isEqualTo(expected);
        }
    }

    private static Map<String, Object> inOrder(List<Map.Entry<String, Object>> entries) {
        Map<String, Object> fields = new LinkedHashMap<>();
        entries.forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
        return fields;
    }

    private static Object value(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> random.nextLong(5);
            case 1 -> (double) random.nextInt(5);
            case 2 -> random.nextBoolean();
            case 3 -> Instant.ofEpochSecond(random.nextInt());
            case 4 -> LocalDate.ofEpochDay(random.nextInt(10_000));
            case 5 -> List.of("a", "b" + random.nextInt(3));
            default -> Integer.toString(random.nextInt(5));
        };
    }

    @Test
    void valuesOfDifferentKindsDifferEvenIfTheyReadTheSame() {
        Set<String> hashes = new HashSet<>();
        List<Object> alike = List.of(
                1L,
                1.0,
                "1",
                true,
                List.of("1"),
                List.of(1L),
                "true",
                List.of(),
                "",
                "[]",
                LocalDate.ofEpochDay(1),
                Instant.ofEpochSecond(1),
                "1970-01-02");
        alike.forEach(value -> hashes.add(hash(Map.of("field", value))));
        hashes.add(hash(Map.of()));

        assertThat(hashes).hasSize(alike.size() + 1);
    }

    @Test
    void everyPartOfTheContentCounts() {
        Map<String, Object> fields = Map.of("a", "b");
        Set<String> hashes = new HashSet<>(List.of(
                CanonicalHash.entity(List.of("Host"), "name", "root", fields),
                CanonicalHash.entity(List.of("Host", "Device"), "name", "root", fields),
                CanonicalHash.entity(List.of("Host"), "other", "root", fields),
                CanonicalHash.entity(List.of("Host"), null, "root", fields),
                CanonicalHash.entity(List.of("Host"), "", "root", fields),
                CanonicalHash.entity(List.of("Host"), "name", "parent", fields),
                CanonicalHash.entity(List.of("Host"), "name", "root", Map.of("ab", "")),
                CanonicalHash.entity(List.of("Host"), "name", "root", Map.of("a", "b", "c", "d"))));

        assertThat(hashes).hasSize(8);
        assertThat(CanonicalHash.entity(List.of("A", "B"), "n", "root", fields))
                .isEqualTo(CanonicalHash.entity(List.of("B", "A"), "n", "root", fields));
    }
}
