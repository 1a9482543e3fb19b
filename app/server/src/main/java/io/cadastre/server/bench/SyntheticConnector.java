package io.cadastre.server.bench;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.model.Verb;
import io.cadastre.spi.step.Step;
import io.cadastre.spi.step.StepContext;
import java.time.Instant;
import java.util.List;

/**
 * Made-up hosts, each with twelve fields and two relationships to others, the same at each sync but for what
 * {@link #population} says.
 */
final class SyntheticConnector implements ConnectorModule {
    static final String NAME = "synthetic";

    /** A made-up host. */
    static final class Machine {
        static final EntityType<Machine> TYPE = EntityType.<Machine>named("synthetic_machine")
                .classes(EntityClass.HOST)
                .keyed("number");
        static final Field<Machine, String> NAME = TYPE.string("name");
        static final Field<Machine, String> HOSTNAME = TYPE.string("hostname");
        static final Field<Machine, String> OWNER = TYPE.string("owner");
        static final Field<Machine, String> REGION = TYPE.string("region");
        static final Field<Machine, String> IMAGE = TYPE.string("image");
        static final Field<Machine, String> STATE = TYPE.string("state");
        static final Field<Machine, List<String>> ADDRESSES = TYPE.strings("privateIpAddresses");
        static final Field<Machine, Long> CORES = TYPE.integer("cores");
        static final Field<Machine, Long> MEMORY = TYPE.integer("memoryBytes");
        static final Field<Machine, Double> PRICE = TYPE.decimal("price");
        static final Field<Machine, Boolean> ACTIVE = TYPE.bool("active");
        static final Field<Machine, Instant> CREATED = TYPE.instant("createdOn");
        static final CollectionField<Machine, Machine> USES = TYPE.collection("uses", () -> Machine.TYPE, Verb.USES);

        private Machine() {}
    }

    /**
     * How many hosts there are and how they differ from the first sync.
     *
     * @param machines how many in all
     * @param changed how many of them, evenly spread, have another state
     * @param missing how many of them, evenly spread, are gone
     */
    record Population(int machines, int changed, int missing) {
        boolean isChanged(int number) {
            return changed > 0 && number % (machines / changed) == 0;
        }

        boolean isMissing(int number) {
            return missing > 0 && number % (machines / missing) == 1;
        }
    }

    private volatile Population population = new Population(0, 0, 0);

    void population(Population value) {
        population = value;
    }

    @Override
    public ConnectorDefinition definition() {
        return ConnectorDefinition.of(
                NAME, "Synthetic", "Made-up hosts, to measure with.", Schema.of(NAME, Machine.TYPE));
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) {
        Population now = population;
        return Installation.of(
                Step.named("machines", "Machines").produces(Machine.TYPE).runs(context -> machines(context, now)),
                Step.named("uses", "Who uses whom").produces(Machine.USES).runs(context -> uses(context, now)));
    }

    private static void machines(StepContext context, Population population) {
        for (int number = 0; number < population.machines(); number++) {
            if (!population.isMissing(number)) {
                context.emit(machine(number, population.isChanged(number) ? "stopped" : "running"));
            }
        }
    }

    private static EntityInput machine(int number, String state) {
        return EntityInput.of(Machine.TYPE, Integer.toString(number))
                .displayName("machine-" + number)
                .set(Machine.NAME, "machine-" + number)
                .set(Machine.HOSTNAME, "machine-" + number + ".region-" + number % 16 + ".acme.example")
                .set(Machine.OWNER, "team-" + number % 97 + "@acme.example")
                .set(Machine.REGION, "region-" + number % 16)
                .set(Machine.IMAGE, "image-2026-11-" + number % 28)
                .set(Machine.STATE, state)
                .set(
                        Machine.ADDRESSES,
                        List.of("10." + ((number >> 16) & 255) + "." + ((number >> 8) & 255) + "." + (number & 255)))
                .set(Machine.CORES, 1L << (number % 7))
                .set(Machine.MEMORY, 1L << (30 + number % 7))
                .set(Machine.PRICE, number % 1_000 / 8.0)
                .set(Machine.ACTIVE, number % 10 != 0)
                .set(Machine.CREATED, Instant.ofEpochSecond(1_700_000_000L + number))
                .build();
    }

    private static void uses(StepContext context, Population population) {
        int machines = population.machines();
        for (int number = 0; number < machines; number++) {
            for (int step : new int[] {1, 7_919}) {
                int other = (number + step) % machines;
                if (!population.isMissing(number) && !population.isMissing(other)) {
                    context.emit(Machine.USES.between(
                            Machine.TYPE.ref(Integer.toString(number)), Machine.TYPE.ref(Integer.toString(other))));
                }
            }
        }
    }
}
