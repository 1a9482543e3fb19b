package io.cadastre.connectors.host.step;

import io.cadastre.connectors.host.HostSettings;
import io.cadastre.connectors.host.model.Machine;
import io.cadastre.connectors.host.model.Unit;
import io.cadastre.connectors.host.source.ArgumentMask;
import io.cadastre.connectors.host.source.Rows;
import io.cadastre.connectors.host.source.UnitFiles;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.step.StepBody;
import io.cadastre.spi.step.StepContext;
import java.util.Optional;

/** Collects the units of systemd. A machine without systemd has none. */
public final class UnitStep implements StepBody {
    private final UnitFiles units;

    public UnitStep(HostSettings settings) {
        this.units = new UnitFiles(settings.root());
    }

    @Override
    public void run(StepContext context) throws Exception {
        EntityRef<Machine> machine = CollectedMachine.of(context);
        Rows<UnitFiles.Entry> read = units.read();
        if (!read.problems().isEmpty()) {
            context.denied("read access to " + read.problems().size() + " unit files, such as "
                    + read.problems().getFirst());
        }
        for (UnitFiles.Entry unit : read.rows()) {
            boolean service = unit.kind().equals("service");
            context.emit(EntityInput.of(Unit.TYPE, unit.name())
                    .displayName(unit.name())
                    .set(Unit.NAME, unit.name())
                    .set(Unit.DESCRIPTION, unit.setting("Description"))
                    .set(Unit.KIND, unit.kind())
                    .set(Unit.FILE, unit.file())
                    .set(Unit.ENABLED, unit.enabled())
                    .set(
                            Unit.COMMAND,
                            service ? unit.setting("ExecStart").map(ArgumentMask::maskLine) : Optional.empty())
                    .set(Unit.USERNAME, service ? unit.setting("User") : Optional.empty())
                    .build());
            context.emit(Machine.UNITS.between(machine, Unit.TYPE.ref(unit.name())));
        }
    }
}
