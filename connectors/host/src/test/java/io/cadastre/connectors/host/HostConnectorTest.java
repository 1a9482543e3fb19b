package io.cadastre.connectors.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Link;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.step.Step;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostConnectorTest {
    private final HostConnector connector = new HostConnector();

    private Config config(Map<String, Object> raw) {
        Config.Checked checked = Config.check(connector.definition().config(), raw);
        assertThat(checked.problems()).isEmpty();
        return checked.config();
    }

    @Test
    void itIsFoundAsAModule() {
        assertThat(ServiceLoader.load(ConnectorModule.class)).hasAtLeastOneElementOfType(HostConnector.class);
    }

    @Test
    void theSchemaHasNoProblems() {
        assertThat(connector.definition().schema().problems()).isEmpty();
    }

    @Test
    void everyTypeAndEveryLinkIsProducedByAStep() throws Exception {
        Set<String> produced = new HashSet<>();
        for (Step step :
                connector.initialise(config(Map.of()), Credentials.none()).steps()) {
            step.outputs().stream().map(Output::outputName).forEach(produced::add);
        }

        for (EntityType<?> type : HostConnector.SCHEMA.entityTypes()) {
            assertThat(produced).contains(type.name());
            assertThat(produced)
                    .containsAll(type.links().stream().map(Link::outputName).toList());
        }
    }

    @Test
    void everyStepDependsOnStepsThatAreThere() throws Exception {
        List<Step> steps =
                connector.initialise(config(Map.of()), Credentials.none()).steps();
        List<String> ids = steps.stream().map(Step::id).toList();

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(steps).allMatch(step -> ids.containsAll(step.dependsOn()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative/path", "/no/such/directory/anywhere", "/etc/passwd", "/bad\0path"})
    void aRootThatIsNoDirectoryIsRefused(String root) {
        assertThatThrownBy(() -> connector.initialise(config(Map.of("root", root)), Credentials.none()))
                .isInstanceOf(ConnectorException.Configuration.class);
    }

    @Test
    void aDirectoryIsAcceptedAsRoot(@TempDir Path directory) throws Exception {
        assertThat(connector
                        .initialise(config(Map.of("root", directory.toString())), Credentials.none())
                        .steps())
                .isNotEmpty();
        assertThat(directory).isEmptyDirectory();
    }
}
