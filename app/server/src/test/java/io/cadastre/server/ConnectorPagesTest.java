package io.cadastre.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.connectors.conformance.DocumentedSchema;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each connector has a page, which lists its types as its schema declares them. */
class ConnectorPagesTest {
    private static final Path PAGES = Path.of("../../docs/connectors");

    /** Without those that are there for tests. */
    private static Stream<ConnectorDefinition> definitions() {
        return ServiceLoader.load(ConnectorModule.class).stream()
                .filter(found -> found.type().getPackageName().startsWith("io.cadastre.connectors."))
                .map(ServiceLoader.Provider::get)
                .map(ConnectorModule::definition);
    }

    /** Those whose types are not given by an installation. */
    static Stream<String> connectorsWithTypes() {
        return definitions()
                .filter(definition -> !definition.schema().entityTypes().isEmpty())
                .map(ConnectorDefinition::name);
    }

    @Test
    void everyPageIsOfAConnector() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString().replace(".md", "")))
                    .isSubsetOf(definitions().map(ConnectorDefinition::name).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("connectorsWithTypes")
    void aPageListsWhatTheSchemaDeclares(String connector) throws IOException {
        ConnectorDefinition definition = definitions()
                .filter(each -> each.name().equals(connector))
                .findFirst()
                .orElseThrow();

        DocumentedSchema.holdsOn(PAGES.resolve(connector + ".md"), definition.schema());
    }
}
