package io.cadastre.engine.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.engine.connector.CatalogueEntry.Status;
import io.cadastre.spi.ConnectorModule;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Third-party connectors in real jars: what is broken is listed with its reason, and stops nobody (M14). */
class PluginsTest {
    @TempDir
    private Path directory = Path.of("set by JUnit");

    private Path plugins() {
        return directory.resolve("plugins");
    }

    private ConnectorCatalogue catalogue() {
        return ConnectorCatalogue.discover(
                new ClassLoader(PluginsTest.class.getClassLoader()) {}, plugins(), module -> {
                    module.definition();
                    return List.of();
                });
    }

    private List<CatalogueEntry> entries(String name) {
        return catalogue().entries().stream()
                .filter(entry -> entry.name().equals(name))
                .toList();
    }

    private CatalogueEntry only(String name) {
        return assertThat(entries(name)).singleElement().actual();
    }

    private static String connector(String packageName, String name, String members, String firstLine) {
        return """
            package %1$s;

            import io.cadastre.spi.*;
            import io.cadastre.spi.credential.Credentials;
            import io.cadastre.spi.model.Schema;

            public final class Connector implements ConnectorModule {
                %3$s
                @Override
                public ConnectorDefinition definition() {
                    %4$s
                    return ConnectorDefinition.of("%2$s", "Plugin", "For tests.", Schema.of("plugin"));
                }

                @Override
                public Installation initialise(Config config, Credentials credentials) {
                    return Installation.of();
                }
            }
            """.formatted(packageName, name, members, firstLine);
    }

    /** Compiles sources against the class path of the test and more. */
    private Path compile(String name, List<Path> more, String... sources) throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes-" + name));
        List<String> arguments = new ArrayList<>(List.of(
                "-d",
                classes.toString(),
                "-proc:none",
                "-cp",
                String.join(
                        ":",
                        Stream.concat(
                                        more.stream().map(Path::toString),
                                        Stream.of(System.getProperty("java.class.path")))
                                .toList())));
        for (String source : sources) {
            String type = source.replaceAll(
                    "(?s).*?package ([\\w.]+);.*?public (final )?(class|interface) (\\w+).*", "$1.$4");
            Path file = directory.resolve("source-" + name).resolve(type.replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source);
            arguments.add(file.toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        return classes;
    }

    private void jar(Path jar, Path classes, String provider, String... without) throws IOException {
        Files.createDirectories(jar.getParent());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> paths = Files.walk(classes)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String entry = classes.relativize(path).toString();
                if (!List.of(without).contains(entry)) {
                    out.putNextEntry(new JarEntry(entry));
                    out.write(Files.readAllBytes(path));
                }
            }
            if (!provider.isEmpty()) {
                out.putNextEntry(new JarEntry("META-INF/services/" + ConnectorModule.class.getName()));
                out.write(provider.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void plugin(String folder, String... sources) throws IOException {
        jar(
                plugins().resolve(folder).resolve("connector.jar"),
                compile(folder, List.of(), sources),
                folder + ".Connector");
    }

    private void good() throws IOException {
        plugin("good", connector("good", "good", "", ""));
    }

    private void assertGoodOneWorks() {
        ConnectorCatalogue catalogue = catalogue();
        assertThat(catalogue.find("good")).isPresent();
        assertThat(catalogue.modules()).hasSize(1);
    }

    @Test
    void withoutAPluginDirectoryThereAreNoPlugins() {
        assertThat(catalogue().entries()).isEmpty();
    }

    @Test
    void aGoodOneIsUsedWithTheSpiOfTheHostAndWithClassesOfItsOwn() throws Exception {
        good();

        ConnectorModule module = catalogue().find("good").orElseThrow();

        assertThat(module.getClass().getClassLoader()).isInstanceOf(PluginClassLoader.class);
        assertThat(only("good").status()).isEqualTo(Status.AVAILABLE);
        assertThat(module.getClass().getClassLoader().loadClass(ConnectorModule.class.getName()))
                .isSameAs(ConnectorModule.class);
        assertThat(module.getClass().getClassLoader().loadClass("org.slf4j.Logger"))
                .isSameAs(org.slf4j.Logger.class);
        assertThat(catching(() -> module.getClass().getClassLoader().loadClass(ConnectorCatalogue.class.getName())))
                .as("what is Cadastre's own is not the plugin's")
                .isInstanceOf(ClassNotFoundException.class);
    }

    /** Something that may throw. */
    @FunctionalInterface
    private interface Attempt {
        Object run() throws Exception;
    }

    private static Object catching(Attempt attempt) {
        try {
            return attempt.run();
        } catch (Exception e) {
            return e;
        }
    }

    @Test
    void twoPluginsHaveDifferentClassesOfTheSameName() throws Exception {
        for (String folder : List.of("one", "two")) {
            jar(
                    plugins().resolve(folder).resolve("connector.jar"),
                    compile(folder, List.of(), connector("shared", folder, "", "")),
                    "shared.Connector");
        }
        ConnectorCatalogue catalogue = catalogue();
        assertThat(catalogue.find("one").orElseThrow().getClass())
                .isNotSameAs(catalogue.find("two").orElseThrow().getClass());
    }

    @Test
    void oneWhoseConstructorThrowsIsListed() throws Exception {
        good();
        plugin(
                "throwing",
                connector("throwing", "throwing", "public Connector() { throw new Error(\"no luck\"); }", ""));

        CatalogueEntry broken = only("throwing.Connector");

        assertThat(broken.status()).isEqualTo(Status.BROKEN);
        assertThat(broken.problems()).singleElement().asString().contains("no luck");
        assertGoodOneWorks();
    }

    @Test
    void oneThatLacksAClassIsListedWithWhatIsMissing() throws Exception {
        good();
        Path classes = compile(
                "lacking",
                List.of(),
                connector("lacking", "lacking", "", "Needed.help();"),
                "package lacking; public class Needed { static void help() {} }");
        jar(plugins().resolve("lacking/connector.jar"), classes, "lacking.Connector", "lacking/Needed.class");
        jar(plugins().resolve("wrong-name/connector.jar"), classes, "lacking.Missing");

        assertThat(only("lacking.Connector").problems())
                .singleElement()
                .asString()
                .contains("lacking/Needed", "A jar that it needs");
        assertThat(only("wrong-name").problems()).singleElement().asString().contains("lacking.Missing");
        assertGoodOneWorks();
    }

    @Test
    void whatIsNotAJarIsListed() throws Exception {
        good();
        Files.createDirectories(plugins().resolve("text"));
        Files.writeString(plugins().resolve("text/connector.jar"), "not a jar");
        Files.createDirectories(plugins().resolve("empty"));
        jar(
                plugins().resolve("silent/connector.jar"),
                compile("silent", List.of(), "package silent; public class A {}"),
                "");

        assertThat(only("text").problems()).singleElement().asString().contains("connector.jar", "not a jar");
        assertThat(only("empty").problems()).singleElement().asString().contains("no jar");
        assertThat(only("silent").problems()).singleElement().asString().contains("META-INF/services");
        assertGoodOneWorks();
    }

    @Test
    void aSecondOneOfANameIsListedAndTheFirstIsUsed() throws Exception {
        good();
        jar(
                plugins().resolve("other/connector.jar"),
                compile("other", List.of(), connector("other", "good", "", "")),
                "other.Connector");

        assertThat(entries("good"))
                .extracting(CatalogueEntry::status)
                .containsExactly(Status.AVAILABLE, Status.DUPLICATE);
        assertThat(entries("good").getLast().problems())
                .singleElement()
                .asString()
                .contains("'good'");
        assertThat(catalogue().find("good").orElseThrow().getClass().getName()).isEqualTo("good.Connector");
    }

    @Test
    void oneThatWasBuiltForAnotherSpiIsListedAsThat() throws Exception {
        good();
        Path otherSpi = compile("spi", List.of(), """
                package io.cadastre.spi;

                public final class Health {
                    public static void soon() {}
                }
                """);
        Path classes =
                compile("older", List.of(otherSpi), connector("older", "older", "", "io.cadastre.spi.Health.soon();"));
        jar(plugins().resolve("older/connector.jar"), classes, "older.Connector");
        // Its own copy of the SPI does not help it.
        jar(plugins().resolve("older/spi.jar"), otherSpi, "");

        assertThat(only("older.Connector").problems())
                .singleElement()
                .asString()
                .contains("soon", "another version of Cadastre");
        assertGoodOneWorks();
    }
}
