package io.cadastre.connectors.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.connectors.conformance.DocumentedQuestions;
import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.ingest.DeletionBudget;
import io.cadastre.engine.House;
import io.cadastre.engine.installation.NewInstallation;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** States through the engine into a graph; {@code generated.tfstate} was written by Terraform 1.11.4. */
class TerraformSyncTest {
    private static final Path PAGE = Path.of("../../docs/connectors/terraform.md");

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory = Path.of(".");

    private Path folder = Path.of(".");
    private House house;
    private String installation = "";

    @BeforeEach
    void open() throws Exception {
        folder = Files.createDirectories(directory.resolve("states"));
        Files.createDirectories(folder.resolve("shop"));
        Files.writeString(folder.resolve("shop/terraform.tfstate"), States.resource("generated.tfstate"));
        Files.writeString(folder.resolve("made.tfstate"), States.resource("made.tfstate"));
        // What says where a state is, is none.
        Files.createDirectories(folder.resolve("shop/.terraform"));
        Files.writeString(folder.resolve("shop/.terraform/terraform.tfstate"), "{\"version\":3}");
        house = new House(graph.graph(), directory, new TerraformConnector());
        installation = house.installations
                .create(new NewInstallation(
                        "Terraform",
                        "terraform",
                        Map.of("files", List.of(folder.toString())),
                        Map.of(),
                        null,
                        DeletionBudget.OFF))
                .id();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private List<String> edges(String verb, String from, String to) {
        return house
                .query("MATCH (a:" + from + ")-[:" + verb + "]->(b:" + to
                        + ") RETURN a._displayName + ' -> ' + b._displayName AS edge ORDER BY edge")
                .stream()
                .map(row -> row.get("edge").asString())
                .toList();
    }

    private Map<String, Object> fields(String address) {
        return house.query(
                        "MATCH (r:TerraformResource {address: $address}) RETURN properties(r) AS p", "address", address)
                .getFirst()
                .get("p")
                .asMap();
    }

    @Test
    void whatTerraformWroteIsInTheGraphAndASecondSyncChangesNothing() {
        SyncReport report = house.sync(installation);

        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(edges("CONTAINS", "TerraformState {name: 'shop'}", "TerraformResource"))
                .containsExactly(
                        "shop -> data.terraform_remote_state.other",
                        "shop -> module.net[\"blue\"].terraform_data.route",
                        "shop -> module.net[\"blue\"].terraform_data.subnet",
                        "shop -> module.net[\"green\"].terraform_data.route",
                        "shop -> module.net[\"green\"].terraform_data.subnet",
                        "shop -> terraform_data.db",
                        "shop -> terraform_data.web[0]",
                        "shop -> terraform_data.web[1]");
        assertThat(edges("USES", "TerraformResource {name: 'route'}", "TerraformResource"))
                .containsExactly(
                        "module.net[\"blue\"].terraform_data.route -> module.net[\"blue\"].terraform_data.subnet",
                        "module.net[\"green\"].terraform_data.route -> module.net[\"green\"].terraform_data.subnet");
        assertThat(edges("USES", "TerraformResource {name: 'db'}", "TerraformResource {name: 'web'}"))
                .hasSize(2);
        assertThat(edges("CONTAINS", "TerraformModule", "TerraformResource")).hasSize(6);
        assertThat(edges(
                        "MANAGES",
                        "TerraformProvider {sourceAddress: 'terraform.io/builtin/terraform'}",
                        "TerraformResource"))
                .hasSize(8);

        SyncReport second = house.sync(installation);

        assertThat(second.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(second.stats().entities().created()).isZero();
        assertThat(second.stats().entities().updated()).isZero();
        assertThat(second.stats().entities().deleted()).isZero();
    }

    @Test
    void onlyDeclaredAttributesAreKept() {
        house.sync(installation);

        assertThat(fields("module.db.aws_db_instance.main"))
                .containsEntry("resourceId", "db-main")
                .containsEntry("engine", "postgres")
                .containsEntry("version", "16.4")
                .containsEntry("instanceType", "db.t3.micro")
                .containsEntry("encrypted", false)
                .containsEntry("public", true)
                .containsEntry("deletionProtection", false)
                .containsEntry("zone", "eu-west-1a")
                .containsEntry("tags", List.of("env=prod", "team=shop"))
                .containsEntry("tainted", true)
                .doesNotContainKeys("password", "username", "providerAlias", "indexKey");
        assertThat(fields("aws_instance.web"))
                .containsEntry("privateIpAddresses", List.of("10.0.0.7"))
                .containsEntry("publicIpAddresses", List.of("203.0.113.9"))
                .containsEntry("providerAlias", "west");
    }

    @Test
    @DisplayName("I14: no secret of a state is anywhere in the graph")
    void noSecretOfAStateIsAnywhere() {
        house.sync(installation);

        assertThat(States.resource("generated.tfstate")).contains(States.SECRET);
        assertThat(States.resource("made.tfstate")).contains(States.SECRET);
        assertThat(house.query("MATCH (n) RETURN properties(n) AS p"))
                .isNotEmpty()
                .noneMatch(row -> String.valueOf(row.get("p").asMap()).contains(States.SECRET));
    }

    @Test
    @DisplayName("I7: a state that cannot be read keeps what was known of it, and the others go on")
    void anUnreadableStateKeepsItsOwnAndTheOthersGoOn() throws Exception {
        house.sync(installation);
        long ofMade = resources("made");
        Files.writeString(folder.resolve("made.tfstate"), "{\"version\":4,");
        Files.writeString(
                folder.resolve("shop/terraform.tfstate"),
                States.resource("generated.tfstate").replace("\"index_key\": 1", "\"index_key\": 7"));

        SyncReport report = house.sync(installation);

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.steps().getFirst().reason()).contains("made.tfstate", "ends early");
        assertThat(resources("made")).isEqualTo(ofMade).isPositive();
        assertThat(edges("CONTAINS", "TerraformState {name: 'shop'}", "TerraformResource {name: 'web'}"))
                .containsExactly("shop -> terraform_data.web[0]", "shop -> terraform_data.web[7]");
    }

    @Test
    void aStateThatIsGoneGoesWithAllInIt() throws Exception {
        house.sync(installation);
        Files.delete(folder.resolve("made.tfstate"));

        SyncReport report = house.sync(installation);

        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(edges("CONTAINS", "TerraformState", "TerraformResource")).hasSize(8);
        assertThat(house.count("MATCH (r:TerraformResource) RETURN count(r)")).isEqualTo(8);
    }

    @Test
    void aCopyOfAStateIsSaidAndDeletesNothing() throws Exception {
        house.sync(installation);
        Files.copy(folder.resolve("made.tfstate"), folder.resolve("shop/copy.tfstate"));

        SyncReport report = house.sync(installation);

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.steps().getFirst().reason()).contains("copy.tfstate", "same lineage");
        assertThat(report.stats().entities().deleted()).isZero();
    }

    @Test
    void theQuestionsOfThePageHaveTheirAnswers() throws Exception {
        house.sync(installation);
        List<List<String>> expected = List.of(
                List.of("module.db.aws_db_instance.main"),
                List.of("module.db.aws_db_instance.main"),
                List.of("terraform_data.db", "terraform_data.web[0]", "terraform_data.web[1]"));

        List<String> questions = DocumentedQuestions.on(PAGE);
        assertThat(questions).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(house.query(questions.get(i)))
                    .as(questions.get(i))
                    .extracting(row -> row.get(0).asString())
                    .containsExactlyElementsOf(expected.get(i));
        }
    }

    private long resources(String state) {
        return house.count(
                "MATCH (:TerraformState {name: $state})-[:CONTAINS]->(r:TerraformResource) RETURN count(r)",
                "state",
                state);
    }
}
