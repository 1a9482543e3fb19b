package io.cadastre.engine.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A map on disk is a sorted map, whatever of it is in memory and in how many runs. */
class DiskMapTest {
    @TempDir
    private Path directory;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> lines(Iterator<Map.Entry<String, byte[]>> entries) {
        List<String> lines = new ArrayList<>();
        entries.forEachRemaining(
                entry -> lines.add(entry.getKey() + "=" + new String(entry.getValue(), StandardCharsets.UTF_8)));
        return lines;
    }

    private static List<String> lines(Map<String, String> model) {
        return model.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    @Test
    void itIsASortedMapUnderAnyHistory() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            TreeMap<String, String> model = new TreeMap<>();
            try (DiskStore store = new DiskStore(directory.resolve("store" + seed), 1 + random.nextInt(20_000))) {
                DiskMap map = store.map("map");
                DiskMap beside = store.map("beside");
                for (int step = 0; step < 3_000; step++) {
                    String key = "key " + random.nextInt(400);
                    if (random.nextInt(4) == 0) {
                        map.remove(key);
                        model.remove(key);
                    } else {
                        String value = "value " + step;
                        map.put(key, bytes(value));
                        model.put(key, value);
                    }
                    beside.add("other " + step);
                    String asked = "key " + random.nextInt(400);
                    byte[] found = map.get(asked);
                    assertThat(found == null ? null : new String(found, StandardCharsets.UTF_8))
                            .isEqualTo(model.get(asked));
                }
                assertThat(lines(map.entries())).isEqualTo(lines(model));
                String from = "key " + random.nextInt(400);
                assertThat(lines(map.from(from))).isEqualTo(lines(model.tailMap(from)));
                assertThat(beside.containsKey("other 7")).isTrue();
                assertThat(beside.containsKey("other x")).isFalse();
            }
        }
    }

    @Test
    void aCursorKeepsWhatItBeganWithWhileOthersWrite() {
        try (DiskStore store = new DiskStore(directory.resolve("store"), 5_000)) {
            DiskMap map = store.map("map");
            for (int i = 100; i < 300; i++) {
                map.put("a" + i, bytes("before"));
            }
            Iterator<Map.Entry<String, byte[]>> cursor = map.entries();
            List<String> seen = new ArrayList<>();
            for (int i = 100; i < 300; i++) {
                seen.add(cursor.next().getKey());
                map.put("b" + i, bytes("after".repeat(20)));
            }
            assertThat(seen.stream().filter(key -> key.startsWith("a")))
                    .hasSize(200)
                    .isSorted();
        }
    }

    @Test
    void severalThreadsLoseNothing() throws Exception {
        try (DiskStore store = new DiskStore(directory.resolve("store"), 50_000);
                var threads = Executors.newFixedThreadPool(4)) {
            DiskMap map = store.map("map");
            List<Callable<Void>> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                int number = writer;
                writers.add(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        map.put("writer " + number + " " + i, bytes("value"));
                    }
                    return null;
                });
            }
            for (var written : threads.invokeAll(writers)) {
                written.get();
            }
            assertThat(lines(map.entries())).hasSize(20_000);
        }
    }
}
