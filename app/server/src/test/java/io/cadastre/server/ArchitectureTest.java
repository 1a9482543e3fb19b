package io.cadastre.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom. Arrows point down: server, web, engine, cypher, connector-spi; connectors stand aside. */
class ArchitectureTest {
    private static final String SPI = "io.cadastre.spi..";
    private static final String CYPHER = "io.cadastre.cypher..";
    private static final String ENGINE = "io.cadastre.engine..";
    private static final String WEB = "io.cadastre.web..";
    private static final String SERVER = "io.cadastre.server..";
    private static final String CONNECTORS = "io.cadastre.connectors..";
    private static final String EMBEDDED = "io.cadastre.server.embedded..";

    /** What the benchmark compares with: Neo4j with nothing of ours in between. */
    private static final String COMPARED = "io.cadastre.server.bench.database..";

    private static final JavaClasses CADASTRE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // The conformance kit is for tests alone.
            .withImportOption(location -> !location.contains("conformance"))
            .importPackages("io.cadastre");

    /** A rule about classes that were not found holds without meaning anything. */
    @ParameterizedTest
    @ValueSource(strings = {SPI, CYPHER, ENGINE, WEB, SERVER, CONNECTORS})
    void theClassesOfEveryModuleAreLookedAt(String module) {
        assertThat(CADASTRE.that(resideInAPackage(module))).isNotEmpty();
    }

    @Test
    void theConnectorSpiIsTheGroundFloorAndNeedsNothingButTheJdkAndJSpecify() {
        classes()
                .that()
                .resideInAPackage(SPI)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(SPI, "java..", "org.jspecify..")
                .check(CADASTRE);
    }

    @Test
    void cypherKnowsOnlyTheEntityModelAndTheOutcomesOfSteps() {
        noClasses()
                .that()
                .resideInAPackage(CYPHER)
                .should()
                .dependOnClassesThat(resideInAPackage("io.cadastre..")
                        .and(not(resideInAnyPackage(CYPHER, "io.cadastre.spi.model..", "io.cadastre.spi.step.."))))
                .check(CADASTRE);
    }

    @Test
    void theEngineKnowsCypherAndTheSpi() {
        noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.cadastre..").and(not(resideInAnyPackage(ENGINE, CYPHER, SPI))))
                .check(CADASTRE);
    }

    @Test
    void webSeesNeitherConnectorsNorTheServer() {
        noClasses()
                .that()
                .resideInAPackage(WEB)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CONNECTORS, SERVER)
                .check(CADASTRE);
    }

    @Test
    void aConnectorKnowsOnlyTheSpiAndNobodyKnowsAConnector() {
        noClasses()
                .that()
                .resideInAPackage(CONNECTORS)
                .should()
                .dependOnClassesThat(resideInAPackage("io.cadastre..").and(not(resideInAnyPackage(CONNECTORS, SPI))))
                .check(CADASTRE);
        noClasses()
                .that()
                .resideOutsideOfPackage(CONNECTORS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CONNECTORS)
                .check(CADASTRE);
    }

    @Test
    void onlyCypherTheEmbeddedServerAndWhatBenchmarksCompareWithKnowNeo4j() {
        noClasses()
                .that()
                .resideOutsideOfPackages(CYPHER, EMBEDDED, COMPARED)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.neo4j..")
                .check(CADASTRE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cypher", "engine", "web", "server"})
    void thePackagesOfAModuleFormNoCycles(String module) {
        slices().matching("io.cadastre." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(CADASTRE);
    }
}
