package io.cadastre.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.TestGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** No step holds more than a page per call in memory. */
class SmallHeapTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    @Test
    @DisplayName("A heap of 64 MiB collects and compares 1,000,000 entities")
    void aSmallHeapTakesAMillionEntities(@TempDir Path directory) throws Exception {
        Path output = directory.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+ExitOnOutOfMemoryError",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SmallHeapSync.class.getName(),
                GRAPH.boltUri(),
                directory.toString()));

        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();

        assertThat(exit).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output)).contains("SUCCEEDED", "created 1000000");
    }
}
