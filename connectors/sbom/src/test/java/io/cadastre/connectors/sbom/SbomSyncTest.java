package io.cadastre.connectors.sbom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cadastre.connectors.conformance.DocumentedQuestions;
import io.cadastre.connectors.servers.Program;
import io.cadastre.connectors.servers.RealServer;
import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.ingest.DeletionBudget;
import io.cadastre.engine.House;
import io.cadastre.engine.ScriptedConnector;
import io.cadastre.engine.installation.NewInstallation;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import io.cadastre.spi.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Documents through the engine into a graph. Four writers made them, see {@code samples/README.md}; one tells of
 * vulnerabilities in components of another, and was made by hand.
 */
class SbomSyncTest {
    private static final Path PAGE = Path.of("../../docs/connectors/sbom.md");
    private static final Path OWN_UI = Path.of("../../web/ui");
    private static final List<String> SAMPLES = List.of(
            "shop/bom.json",
            "shop/shop.spdx.json",
            "shop/vex.cdx.json",
            "shop-web/web.cdx.json",
            "shop-web/web.spdx.json");

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory = Path.of(".");

    private Path folder = Path.of(".");
    private final ScriptedConnector fleet = Fleet.connector();
    private House house;
    private String installation = "";

    @BeforeEach
    void open() throws Exception {
        folder = Files.createDirectories(directory.resolve("documents"));
        for (String sample : SAMPLES) {
            Files.createDirectories(folder.resolve(sample).getParent());
            Files.writeString(folder.resolve(sample), Documents.resource("samples/" + sample));
        }
        // What others ship is not ours.
        Files.createDirectories(folder.resolve("shop-web/node_modules/other"));
        Files.writeString(folder.resolve("shop-web/node_modules/other/bom.json"), Documents.cycloneDx(3));
        Files.writeString(folder.resolve("shop-web/package.json"), "{}");
        house = new House(graph.graph(), directory, new SbomConnector(), fleet);
        installation = install(folder);
    }

    private String install(Path files) throws Exception {
        return house.installations
                .create(new NewInstallation(
                        "SBOM", "sbom", Map.of("files", List.of(files.toString())), Map.of(), null, DeletionBudget.OFF))
                .id();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private SyncReport succeeded() {
        SyncReport report = house.sync(installation);
        assertThat(report.state()).as(report.reason() + report.problems()).isEqualTo(SyncState.SUCCEEDED);
        return report;
    }

    private List<String> texts(String cypher, Object... parameters) {
        return house.query(cypher, parameters).stream()
                .map(row -> row.get(0).asString())
                .toList();
    }

    /** What depends on what in a document, with what for. */
    private List<String> dependencies(String document) {
        return texts(
                "MATCH (:SbomDocument {name: $name})-[:CONTAINS]->(a:SbomComponent)-[u:USES]->(b:SbomComponent)"
                        + " WITH a.name + ' ' + coalesce(u.kind + ' ', '') + '-> ' + b.name AS line RETURN line ORDER BY line",
                "name",
                document);
    }

    private Map<String, Object> component(String document, String name) {
        return house.query(
                        "MATCH (:SbomDocument {name: $document})-[:CONTAINS]->(c:SbomComponent {name: $name})"
                                + " RETURN properties(c) AS p",
                        "document",
                        document,
                        "name",
                        name)
                .getFirst()
                .get("p")
                .asMap();
    }

    @Test
    void whatToolsWroteIsInTheGraphAndASecondSyncChangesNothing() {
        succeeded();

        assertThat(texts("MATCH (d:SbomDocument) RETURN d.name + ' ' + d.format + ' ' + d.specVersion + ' '"
                        + " + coalesce(d.tools[0], '-') ORDER BY d.location"))
                .containsExactly(
                        "shop-web CycloneDX 1.5 cli 11.19.1",
                        "shop-web@2.1.0 SPDX 2.3 npm/cli-11.19.1",
                        "com.example/shop CycloneDX 1.6 cyclonedx-maven-plugin 2.9.1",
                        "Shop SPDX 2.3 spdx-maven-plugin",
                        "vex.cdx CycloneDX 1.6 -");
        assertThat(dependencies("com.example/shop"))
                .containsExactly(
                        "jackson-databind -> jackson-annotations",
                        "jackson-databind -> jackson-core",
                        "junit-jupiter-api -> apiguardian-api",
                        "junit-jupiter-api -> junit-platform-commons",
                        "junit-jupiter-api -> opentest4j",
                        "junit-platform-commons -> apiguardian-api",
                        "shop -> h2-mvstore",
                        "shop -> jackson-databind",
                        "shop -> junit-jupiter-api");
        assertThat(dependencies("Shop"))
                .contains("Shop dynamic -> H2 MVStore", "jackson-databind dynamic -> Jackson-core")
                .contains("JUnit Jupiter API test -> Shop")
                .hasSize(8);
        assertThat(dependencies("shop-web"))
                .containsExactly(
                        "is-odd -> is-number",
                        "loose-envify -> js-tokens",
                        "react -> loose-envify",
                        "shop-web -> is-odd",
                        "shop-web -> left-pad",
                        "shop-web -> react");
        assertThat(dependencies("shop-web@2.1.0")).contains("shop-web dev -> left-pad", "is-odd -> is-number");
        assertThat(texts("MATCH (c:SbomComponent {subject: true}) RETURN c.purl ORDER BY c.purl"))
                .containsExactly(
                        "pkg:maven/com.example/shop@1.4.0",
                        "pkg:maven/com.example/shop@1.4.0?type=jar",
                        "pkg:npm/shop-web@2.1.0",
                        "pkg:npm/shop-web@2.1.0");
        assertThat(component("com.example/shop", "h2-mvstore"))
                .containsEntry("group", "com.h2database")
                .containsEntry("version", "2.3.232")
                .containsEntry("licences", List.of("MPL-2.0", "EPL 1.0"))
                .containsEntry("componentType", "library")
                .containsEntry("subject", false);
        assertThat(component("Shop", "jackson-databind"))
                .containsEntry("licences", List.of("Apache-2.0"))
                .doesNotContainKeys("group", "supplier", "scope", "architecture");
        assertThat(component("shop-web", "left-pad")).containsEntry("scope", "optional");
        assertThat(component("shop-web", "react").get("hashes"))
                .isEqualTo(component("shop-web@2.1.0", "react").get("hashes"));

        SyncReport second = succeeded();

        for (var changed : List.of(second.stats().entities(), second.stats().relationships())) {
            assertThat(changed.created() + changed.updated() + changed.deleted())
                    .isZero();
        }
    }

    @Test
    void vulnerabilitiesAreAtTheComponentsOfTheDocumentThatTheyAreAbout() {
        succeeded();

        assertThat(texts("MATCH (d:SbomDocument)-[:CONTAINS]->(c)-[h:HAS]->(v:SbomVulnerability) RETURN v.name + ' '"
                        + " + d.name + ' ' + c.name + ' ' + coalesce(h.state, '-') + ' ' + coalesce(h.justification, '-')"
                        + " + ' ' + coalesce(h.response, '-') + ' ' + coalesce(h.status, '-') ORDER BY v.name"))
                .containsExactly(
                        "CVE-2022-42003 com.example/shop jackson-databind exploitable - update -",
                        "CVE-2022-42004 com.example/shop jackson-databind not_affected code_not_reachable - unaffected",
                        "CVE-2026-0001 com.example/shop h2-mvstore - - - -");
        assertThat(house.query("MATCH (v:Vulnerability {name: 'CVE-2022-42003'}) RETURN properties(v) AS p")
                        .getFirst()
                        .get("p")
                        .asMap())
                .containsEntry("severity", "high")
                .containsEntry("score", 7.5)
                .containsEntry("weaknesses", List.of("CWE-502"))
                .containsEntry("source", "NVD");
    }

    @Test
    @DisplayName("I7: a document that cannot be read keeps its own, links of others into it included")
    void anUnreadableDocumentKeepsItsOwnAndTheOthersGoOn() throws Exception {
        succeeded();
        Path bom = folder.resolve("shop/bom.json");
        Files.writeString(bom, Documents.resource("samples/shop/bom.json").substring(0, 9_000));
        Path web = folder.resolve("shop-web/web.cdx.json");
        Files.writeString(web, Files.readString(web).replace("is-number@6.0.0", "is-number@7.0.0"));

        SyncReport report = house.sync(installation);

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.steps().getFirst().reason()).contains("bom.json", "ends early");
        assertThat(dependencies("com.example/shop")).hasSize(9);
        assertThat(texts("MATCH (:SbomComponent)-[:HAS]->(v:SbomVulnerability) RETURN v.name"))
                .hasSize(3);
        assertThat(texts("MATCH (:SbomDocument {name: 'shop-web'})-[:CONTAINS]->(c) WHERE c.purl CONTAINS 'is-number'"
                        + " RETURN c.purl"))
                .containsExactly("pkg:npm/is-number@7.0.0");
        assertThat(report.stats().entities().deleted()).isEqualTo(1);
    }

    @Test
    void anOddComponentIsLeftOutAndItsDocumentIsNotWhole() throws Exception {
        succeeded();
        Path web = folder.resolve("shop-web/web.spdx.json");
        Files.writeString(web, Files.readString(web).replace("\"name\": \"react\"", "\"name\": 7"));

        SyncReport report = house.sync(installation);

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.stats().entities().deleted()).isZero();
        assertThat(dependencies("shop-web@2.1.0")).hasSize(6);
    }

    @Test
    void aDocumentThatIsGoneGoesWithAllInIt() throws Exception {
        succeeded();
        Files.delete(folder.resolve("shop/bom.json"));

        succeeded();

        assertThat(house.count("MATCH (c:SbomComponent) RETURN count(c)")).isEqualTo(9 + 7 + 7);
        assertThat(texts("MATCH (:SbomComponent)-[:HAS]->(v:SbomVulnerability) RETURN v.name"))
                .isEmpty();
    }

    @Test
    void aNewEditionOfADocumentIsTheSameDocument() throws Exception {
        succeeded();
        Path bom = folder.resolve("shop/shop.spdx.json");
        Files.writeString(
                bom,
                Files.readString(bom)
                        .replace("SPDXRef-gnrtd", "SPDXRef-another")
                        .replace("2026-11-26T15:04:47Z", "2026-11-27T15:04:47Z"));

        SyncReport report = succeeded();

        assertThat(report.stats().entities().updated()).isEqualTo(1);
        assertThat(report.stats().entities().created()
                        + report.stats().entities().deleted()
                        + report.stats().relationships().created()
                        + report.stats().relationships().deleted())
                .isZero();
    }

    @Test
    void aComponentIsTheSameAsThePackageOfAnotherInstallation() throws Exception {
        Path other = Files.createDirectories(directory.resolve("other"));
        Files.writeString(other.resolve("bom.json"), """
                {"bomFormat":"CycloneDX","specVersion":"1.6","components":[
                 {"type":"library","bom-ref":"a","name":"is-odd","version":"3.0.1","purl":"pkg:npm/is-odd@3.0.1"},
                 {"type":"library","bom-ref":"b","name":"h2","purl":"pkg:maven/com.h2database/h2-mvstore@2.3.232"},
                 {"type":"library","bom-ref":"c","name":"h2","purl":"pkg:maven/com.h2database/h2-mvstore@2.3.231"}]}""");
        succeeded();

        house.sync(install(other));
        house.sync(installation);

        assertThat(texts("MATCH (d:SbomDocument)-[:CONTAINS]->(a:Package)-[:IS]->(b:Package)"
                        + " RETURN d.name + ': ' + a.purl + ' ' + b.name AS line ORDER BY line"))
                .as("is-odd is in two documents of the one installation: nobody knows which is meant")
                .containsExactly(
                        "Shop: pkg:maven/com.h2database/h2-mvstore@2.3.232 h2",
                        "bom: pkg:maven/com.h2database/h2-mvstore@2.3.232 H2 MVStore",
                        "shop-web: pkg:npm/is-odd@3.0.1 is-odd",
                        "shop-web@2.1.0: pkg:npm/is-odd@3.0.1 is-odd");
    }

    @Test
    @DisplayName("What npm writes of this project's own UI, in both formats, is what its lock file has")
    void bothFormatsOfOneWriterSayTheSame() throws Exception {
        assumeTrue(Program.find("npm").isPresent(), "The package npm is not installed; ./cadastre test installs it.");
        Path own = Files.createDirectories(directory.resolve("own"));
        for (String format : List.of("cyclonedx", "spdx")) {
            RealServer.run(
                    List.of(
                            Program.find("npm").orElseThrow().toString(),
                            "sbom",
                            "--prefix=" + OWN_UI.toAbsolutePath().normalize(),
                            "--package-lock-only",
                            "--loglevel=silent",
                            "--sbom-format=" + format),
                    Map.of(),
                    own.resolve(format + ".sbom.json"));
        }

        assertThat(house.sync(install(own)).state()).isEqualTo(SyncState.SUCCEEDED);

        Set<String> locked = locked();
        assertThat(locked).hasSizeGreaterThan(50);
        for (String format : List.of("CycloneDX", "SPDX")) {
            assertThat(texts(
                            "MATCH (:SbomDocument {format: $format})-[:CONTAINS]->(c {subject: false}) RETURN c.purl",
                            "format",
                            format))
                    .as(format)
                    .containsExactlyInAnyOrderElementsOf(locked);
        }
    }

    private static Set<String> locked() throws Exception {
        Json packages = Json.of(Members.MAPPER.readValue(
                        OWN_UI.resolve("package-lock.json").toFile(), Object.class))
                .get("packages");
        Set<String> purls = new TreeSet<>();
        for (Object key : ((Map<?, ?>) Objects.requireNonNull(packages.raw())).keySet()) {
            String path = String.valueOf(key);
            int last = path.lastIndexOf("node_modules/");
            if (last >= 0) {
                String name = path.substring(last + "node_modules/".length()).replace("@", "%40");
                purls.add("pkg:npm/" + name + "@" + packages.get(path).text("version"));
            }
        }
        return purls;
    }

    private static final String OPENSSL = "pkg:deb/debian/openssl@3.0.11-1~deb12u2?arch=amd64";

    /** As a scanner writes it: with more about where the package came from. */
    private static final String IMAGE = """
            {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
             "components": [
               {"type": "library", "bom-ref": "ssl", "name": "openssl", "version": "3.0.11-1~deb12u2",
                "purl": "PURL&distro=debian-12"},
               {"type": "library", "bom-ref": "z", "name": "zlib1g", "version": "1.2.13",
                "purl": "pkg:deb/debian/zlib1g@1.2.13?arch=amd64&distro=debian-12"}],
             "vulnerabilities": [
               {"id": "CVE-2024-0727", "ratings": [{"severity": "medium"}], "affects": [{"ref": "ssl"}]},
               {"id": "CVE-2023-45853", "ratings": [{"severity": "critical"}], "affects": [{"ref": "z"}],
                "analysis": {"state": "not_affected"}}]}
            """.replace("PURL", OPENSSL);

    private void machine(String hostname, String name, String purl) {
        fleet.steps(Fleet.machine(hostname, name, purl));
        assertThat(house.sync(house.install("fleet")).state()).isEqualTo(SyncState.SUCCEEDED);
    }

    @Test
    void theQuestionsOfThePageHaveTheirAnswers() throws Exception {
        Path old = Files.createDirectories(folder.resolve("old"));
        Files.writeString(
                old.resolve("web.cdx.json"),
                Documents.resource("samples/shop-web/web.cdx.json")
                        .replace("is-odd@3.0.1", "is-odd@3.0.0")
                        .replace("\"version\": \"3.0.1\"", "\"version\": \"3.0.0\""));
        Files.writeString(folder.resolve("image.cdx.json"), IMAGE);
        machine("web1", "openssl", OPENSSL);
        machine("web2", "openssl", OPENSSL);
        machine("web3", "openssl", OPENSSL.replace("u2", "u3"));
        machine("web4", "zlib1g", "pkg:deb/debian/zlib1g@1.2.13?arch=amd64");
        succeeded();
        List<List<String>> expected = List.of(
                List.of("com.example/shop: CVE-2022-42003 by jackson-databind"),
                List.of("shop: jackson-databind"),
                List.of(
                        "com.example/shop: h2-mvstore",
                        "com.example/shop: junit-jupiter-api",
                        "com.example/shop: junit-platform-commons"),
                List.of("pkg:npm/is-odd"),
                List.of("web1: openssl CVE-2024-0727", "web2: openssl CVE-2024-0727"));

        List<String> questions = DocumentedQuestions.on(PAGE);
        assertThat(questions).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(texts(questions.get(i))).as(questions.get(i)).containsExactlyElementsOf(expected.get(i));
        }
    }
}
