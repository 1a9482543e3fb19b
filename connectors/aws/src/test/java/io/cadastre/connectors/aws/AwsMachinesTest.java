package io.cadastre.connectors.aws;

import static io.cadastre.connectors.aws.FakeAws.HOME;
import static io.cadastre.connectors.aws.FakeAws.OWN;
import static io.cadastre.connectors.conformance.ConnectorHouse.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.ScriptedConnector;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.step.Step;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Instances and the machines that another connector knows from within. */
class AwsMachinesTest {
    private static final class Machine {
        static final EntityType<Machine> TYPE = EntityType.<Machine>named("lan_machine")
                .classes(EntityClass.HOST)
                .keyed("name");
        static final Field<Machine, String> FQDN = TYPE.string("fqdn");
        static final Field<Machine, List<String>> ADDRESSES = TYPE.strings("privateIpAddresses");

        static EntityInput of(String name, String fqdn, String... addresses) {
            return TYPE.input(name)
                    .set(FQDN, fqdn)
                    .set(ADDRESSES, List.of(addresses))
                    .build();
        }
    }

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory;

    private final FakeAws aws = new FakeAws();
    private final ScriptedConnector lan = new ScriptedConnector("lan", Schema.of("lan", Machine.TYPE));
    private AwsHouse house;

    @BeforeEach
    void start() {
        Samples.fill(aws);
        house = new AwsHouse(graph.graph(), directory, aws.endpoint(), FakeAws.SECRET, lan);
    }

    @AfterEach
    void stop() {
        house.close();
        aws.close();
    }

    private void machines(EntityInput... machines) {
        lan.steps(Step.named("machines", "Machines").produces(Machine.TYPE).runs(context -> {
            for (EntityInput machine : machines) {
                context.emit(machine);
            }
        }));
        succeeded(house.house.sync(house.house.install("lan")));
    }

    private static String byAddress(String id, String name, String address) {
        return Samples.instance(id, name, "running", "<privateIpAddress>" + address + "</privateIpAddress>")
                .replace(id + ".internal", "ip-" + address.replace('.', '-') + ".internal");
    }

    @Test
    void anInstanceIsTheMachineWithItsAddressOrTheNameThatIsMadeOfItsId() {
        aws.put(
                "ec2:DescribeInstances " + OWN + " " + HOME,
                List.of(
                        byAddress("i-1", "web", "10.0.1.5"),
                        byAddress("i-2", "twin", "10.0.1.9"),
                        Samples.instance("i-3", "named", "running", "<privateIpAddress>10.0.1.7</privateIpAddress>")));
        machines(
                Machine.of("inside", "inside.example", "172.17.0.1", "10.0.1.5"),
                Machine.of("decoy", "ip-10-0-1-5.internal", "172.17.0.1", "10.0.1.50"),
                Machine.of("one", "one.example", "10.0.1.9"),
                Machine.of("other", "other.example", "10.0.1.9"),
                Machine.of("third", "i-3.internal", "10.0.1.70"));

        var report = succeeded(house.sync());

        assertThat(house.texts("MATCH (i:AwsInstance)-[:IS]->(m:Host) RETURN i.name + ' ' + m._key ORDER BY i.name"))
                .containsExactly("named third", "web inside");
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("ambiguous-match");
            assertThat(problem.type()).isEqualTo("aws_instance IS Host(any(privateIpAddresses))");
            assertThat(problem.detail()).contains("'10.0.1.9': 2 entities of other installations match");
        });
    }
}
