package io.cadastre.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher where something that it needs is missing. It runs as a user who may install nothing. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String[] TOOLS = {
        "bash", "sh", "sed", "cat", "dirname", "readlink", "grep", "find", "head", "touch", "mkdir", "uname"
    };

    @TempDir
    private Path bin = Path.of("set by JUnit");

    /** What the launcher said. */
    private record Result(int exitCode, String output) {}

    @BeforeEach
    void aPathWithNothingButTheBasics() throws IOException {
        for (String tool : TOOLS) {
            for (Path directory : new Path[] {Path.of("/usr/bin"), Path.of("/bin")}) {
                if (Files.isExecutable(directory.resolve(tool)) && !Files.exists(bin.resolve(tool))) {
                    Files.createSymbolicLink(bin.resolve(tool), directory.resolve(tool));
                }
            }
        }
        // Not root: packages are not installed.
        script("id", "echo 1000");
    }

    private void script(String name, String body) throws IOException {
        Path file = bin.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Result run(Map<String, String> environment, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(arguments).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("HOME", bin.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private static Path launcher() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("cadastre"))) {
            directory = java.util.Objects.requireNonNull(directory.getParent(), "There is no launcher above.");
        }
        return directory.resolve("cadastre");
    }

    /** A JDK 25 as far as the launcher can see. */
    private Map<String, String> fakeJdk(String version) throws IOException {
        script("jdk/bin/javac", "exit 0");
        script("jdk/bin/java", "echo '    java.specification.version = " + version + "' >&2");
        return Map.of("JAVA_HOME", bin.resolve("jdk").toString());
    }

    @Test
    void helpNamesEveryCommandWithoutAnyJdk() throws Exception {
        Result result = run(Map.of(), launcher().toString(), "help");
        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).contains("up", "query", "sync", "status", "login", "build", "test");
    }

    @Test
    void aLinkToTheLauncherWorksFromAnywhere() throws Exception {
        Path link = Files.createSymbolicLink(bin.resolve("linked"), launcher());
        assertThat(run(Map.of(), link.toString(), "help").exitCode()).isZero();
    }

    @Test
    void withoutMavenABuildSaysWhatToInstall() throws Exception {
        Result result = run(fakeJdk("25"), launcher().toString(), "build");
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output().strip().lines()).hasSize(1);
        assertThat(result.output()).contains("Maven", "Install it");
    }

    @Test
    void withoutNodeABuildSaysWhatToInstall() throws Exception {
        script("mvn", "exit 0");
        Result result = run(fakeJdk("25"), launcher().toString(), "build");
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output().strip().lines()).hasSize(1);
        assertThat(result.output()).contains("Node 20", "Install it");
    }

    @Test
    void anOldNodeIsNamed() throws Exception {
        script("mvn", "exit 0");
        script("npm", "exit 0");
        script("node", "case $1 in --version) echo v16.0.0 ;; *) echo 16 ;; esac");
        Result result = run(fakeJdk("25"), launcher().toString(), "build");
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).contains("Node 20", "v16.0.0");
    }

    @Test
    void aBenchmarkGetsTheHeapThatIngestMustDoWith() throws Exception {
        // Given a checkout that is built, and a Java that only says how it was called
        Path jar = bin.resolve("app/server/target/cadastre-server.jar");
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);
        Path copy = Files.copy(launcher(), bin.resolve("cadastre"), StandardCopyOption.COPY_ATTRIBUTES);
        Map<String, String> environment = fakeJdk("25");
        script("jdk/bin/java", "echo '    java.specification.version = 25' >&2; echo \"$@\"");

        assertThat(run(environment, copy.toString(), "bench", "ingest").output())
                .contains("-Xmx512m", "bench ingest")
                .doesNotContain("-Xmx768m");
        assertThat(run(environment, copy.toString(), "status").output()).contains("-Xmx768m");
    }
}
