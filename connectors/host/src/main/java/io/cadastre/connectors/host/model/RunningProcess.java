package io.cadastre.connectors.host.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;
import java.time.Instant;
import java.util.List;

/** A process. Its environment is never read, and secrets in its arguments are masked. */
public final class RunningProcess {
    public static final EntityType<RunningProcess> TYPE = EntityType.<RunningProcess>named("host_process")
            .classes(EntityClass.PROCESS)
            .keyed("process id and start time, so that a process id that is used again is another process");

    public static final Field<RunningProcess, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<RunningProcess, Long> PID = TYPE.integer("pid", FieldOption.required());
    public static final Field<RunningProcess, Long> PARENT = TYPE.integer("parentPid");
    public static final Field<RunningProcess, String> EXECUTABLE = TYPE.string("executable");
    public static final Field<RunningProcess, List<String>> ARGUMENTS = TYPE.strings("arguments");
    public static final Field<RunningProcess, Long> UID =
            TYPE.integer("uid", FieldOption.described("The effective user."));
    public static final Field<RunningProcess, String> USERNAME = TYPE.string("username");
    public static final Field<RunningProcess, Instant> STARTED = TYPE.instant("startedOn");
    public static final Field<RunningProcess, Boolean> KERNEL_THREAD = TYPE.bool("kernelThread");

    public static final CollectionField<RunningProcess, Port> PORTS =
            TYPE.collection("ports", () -> Port.TYPE, Verb.PROVIDES);

    private RunningProcess() {}
}
