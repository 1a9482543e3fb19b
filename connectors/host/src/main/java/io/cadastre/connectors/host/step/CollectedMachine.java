package io.cadastre.connectors.host.step;

import io.cadastre.connectors.host.model.Machine;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.step.CollectedEntity;
import io.cadastre.spi.step.StepContext;
import java.util.stream.Stream;

/** The one machine, as the first step collected it. */
final class CollectedMachine {
    private CollectedMachine() {}

    static EntityRef<Machine> of(StepContext context) throws ConnectorException {
        try (Stream<CollectedEntity<Machine>> machines = context.prior().entities(Machine.TYPE)) {
            return machines.findFirst()
                    .orElseThrow(() -> new ConnectorException.BadData("The machine itself was not collected.", null))
                    .ref();
        }
    }
}
