package io.cadastre.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** A new connector is a project that builds and passes the kit before anybody changed it. */
class NewConnectorTest {
    @TempDir
    Path directory = Path.of(".");

    @Test
    void theProjectCompilesAndPassesTheConformanceKit() throws Exception {
        Path project = directory.resolve("project");

        Shell.Result result = Shell.run(Map.of(), "new-connector", "import-2go", "--dir", project.toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("mvn package", "cadastre verify import-2go");
        assertThat(texts(project))
                .allSatisfy(text -> assertThat(text).doesNotContain("${package}", "${Type}", "${name}"));
        assertPasses(compiled(project), "com.example.import_2go_connector.Import2goConformanceTest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "My", "a--b", "a-", "a_b", "../a", "1a", "ä"})
    void aNameThatNoConnectorCanHaveIsRefused(String name) {
        Path project = directory.resolve("project");

        Shell.Result result = Shell.run(Map.of(), "new-connector", name, "--dir", project.toString());

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).contains("cannot be the name of a connector", "my-inventory");
        assertThat(project).doesNotExist();
    }

    @Test
    void nothingIsWrittenIntoADirectoryThatHoldsSomething() throws Exception {
        Path mine = Files.writeString(directory.resolve("mine.txt"), "mine");

        Shell.Result result = Shell.run(Map.of(), "new-connector", "depot", "--dir", directory.toString());

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).contains("not empty", "--dir");
        assertThat(directory.toFile().list()).containsExactly("mine.txt");
        assertThat(Shell.run(Map.of(), "new-connector", "depot", "--dir", mine.toString())
                        .err())
                .contains("is a file");
    }

    private static List<String> texts(Path project) throws Exception {
        try (Stream<Path> files = Files.walk(project)) {
            List<Path> found = files.filter(Files::isRegularFile).toList();
            List<String> texts = new ArrayList<>();
            for (Path file : found) {
                texts.add(Files.readString(file));
            }
            return texts;
        }
    }

    /** Compiled as Maven does it, with what is on this test's class path. */
    private Path compiled(Path project) throws Exception {
        Path classes = Files.createDirectories(directory.resolve("classes"));
        Path services = Path.of("META-INF/services/io.cadastre.spi.ConnectorModule");
        Files.createDirectories(classes.resolve("META-INF/services"));
        Files.copy(project.resolve("src/main/resources").resolve(services), classes.resolve(services));
        List<Path> sources;
        try (Stream<Path> files = Files.walk(project)) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            boolean good = compiler.getTask(
                            messages,
                            files,
                            null,
                            List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(good).as(messages.toString()).isTrue();
        }
        return classes;
    }

    private void assertPasses(Path classes, String test) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            SummaryGeneratingListener summary = new SummaryGeneratingListener();
            LauncherFactory.create()
                    .execute(
                            request()
                                    .selectors(selectClass(loader.loadClass(test)))
                                    .build(),
                            summary);

            StringWriter failures = new StringWriter();
            summary.getSummary().printFailuresTo(new PrintWriter(failures));
            assertThat(summary.getSummary().getTotalFailureCount())
                    .as(failures.toString())
                    .isZero();
            assertThat(summary.getSummary().getTestsSucceededCount()).isGreaterThan(30);
        }
    }
}
