package io.cadastre.connectors.sbom;

import io.cadastre.engine.ScriptedConnector;
import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.model.Verb;
import io.cadastre.spi.step.Step;

/** Machines with what is installed on them, each an installation of its own, as the host connector has them. */
final class Fleet {
    private static final class Machine {
        static final EntityType<Machine> TYPE = EntityType.<Machine>named("fleet_machine")
                .classes(EntityClass.HOST)
                .keyed("name");
        static final Field<Machine, String> HOSTNAME = TYPE.string("hostname");
        static final CollectionField<Machine, Installed> PACKAGES =
                TYPE.collection("packages", () -> Installed.TYPE, Verb.INSTALLED);
    }

    private static final class Installed {
        static final EntityType<Installed> TYPE = EntityType.<Installed>named("fleet_package")
                .classes(EntityClass.PACKAGE)
                .keyed("purl");
        static final Field<Installed, String> NAME = TYPE.string("name");
        static final Field<Installed, String> PURL = TYPE.string("purl");
    }

    private Fleet() {}

    static ScriptedConnector connector() {
        return new ScriptedConnector("fleet", Schema.of("fleet", Machine.TYPE, Installed.TYPE));
    }

    /** A machine with one package. */
    static Step machine(String hostname, String name, String purl) {
        return Step.named("machine", "Machine")
                .produces(Machine.TYPE, Machine.PACKAGES, Installed.TYPE)
                .runs(context -> {
                    context.emit(Machine.TYPE
                            .input(hostname)
                            .set(Machine.HOSTNAME, hostname)
                            .build());
                    context.emit(Installed.TYPE
                            .input(purl)
                            .set(Installed.NAME, name)
                            .set(Installed.PURL, purl)
                            .build());
                    context.emit(Machine.PACKAGES.between(Machine.TYPE.ref(hostname), Installed.TYPE.ref(purl)));
                });
    }
}
