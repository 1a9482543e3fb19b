package io.cadastre.engine.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.identity.GraphIds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdIndexTest {
    @TempDir
    Path directory;

    private static String id(int number) {
        return GraphIds.entity("inst", "thing", "t" + number);
    }

    @Test
    void findsEveryIdThatIsThereAndNoOther() {
        TreeSet<String> ids = new TreeSet<>();
        for (int i = 0; i < 5_000; i++) {
            ids.add(id(i));
        }
        try (IdIndex index = IdIndex.write(directory.resolve("ids"), ids.iterator())) {
            for (int i = 0; i < 10_000; i++) {
                assertThat(index.contains(id(i))).as("t%d", i).isEqualTo(i < 5_000);
            }
        }
        assertThat(Files.exists(directory.resolve("ids"))).isFalse();
    }

    @Test
    void anEmptyIndexContainsNothing() {
        try (IdIndex index = IdIndex.write(directory.resolve("ids"), new TreeSet<String>().iterator())) {
            assertThat(index.contains(id(1))).isFalse();
        }
    }
}
