package io.cadastre.connectors.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** What the guide tells people to write compiles as it stands, and passes. */
class GuideTest {
    private static final Path GUIDE = Path.of("../../docs/writing-a-connector.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern TYPE = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");

    @TempDir
    Path directory = Path.of(".");

    @Test
    void theConnectorOfTheGuidePassesTheKit() throws Exception {
        List<String> sources = new ArrayList<>();
        Path classes = Files.createDirectories(directory.resolve("classes"));
        Matcher block = BLOCK.matcher(Files.readString(GUIDE));
        while (block.find()) {
            switch (block.group(1)) {
                case "java" -> sources.add(write(block.group(2)));
                case "properties" -> {
                    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
                    Files.writeString(services.resolve("io.cadastre.spi.ConnectorModule"), block.group(2));
                }
                default -> {}
            }
        }
        compile(sources, classes);

        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            SummaryGeneratingListener summary = new SummaryGeneratingListener();
            LauncherFactory.create()
                    .execute(
                            request()
                                    .selectors(selectClass(loader.loadClass("com.example.depot.DepotConformanceTest")))
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

    private String write(String source) throws Exception {
        Matcher type = TYPE.matcher(source);
        assertThat(type.find())
                .as("A block of Java declares a class: %s", source)
                .isTrue();
        return Files.writeString(directory.resolve(type.group(1) + ".java"), source)
                .toString();
    }

    private static void compile(List<String> sources, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            boolean good = compiler.getTask(
                            messages,
                            files,
                            null,
                            List.of(
                                    "-d",
                                    classes.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "-Xlint:all"),
                            null,
                            files.getJavaFileObjects(sources.toArray(String[]::new)))
                    .call();
            assertThat(good).as(messages.toString()).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
