package io.cadastre.connectors.kubernetes.model;

import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.Verb;
import java.util.List;

/** A container of a pod. */
public final class Container {
    public static final EntityType<Container> TYPE = EntityType.<Container>named("kubernetes_container")
            .classes(EntityClass.CONTAINER)
            .keyed("namespace, pod and name");

    public static final Common<Container> COMMON = Common.namespaced(TYPE);
    public static final Field<Container, String> IMAGE =
            TYPE.string("image", FieldOption.indexed(), FieldOption.described("As the pod has it."));
    public static final Field<Container, String> DIGEST = TYPE.string("imageDigest", FieldOption.indexed());
    public static final Field<Container, Boolean> INIT =
            TYPE.bool("init", FieldOption.described("It ends before the others start."));
    public static final Field<Container, Boolean> PRIVILEGED = TYPE.bool("privileged");
    public static final Field<Container, Boolean> ESCALATION = TYPE.bool(
            "privilegeEscalation",
            FieldOption.described("It may gain more rights than it started with; absent if the pod does not say."));
    public static final Field<Container, Boolean> NON_ROOT = TYPE.bool("runAsNonRoot");
    public static final Field<Container, Long> USER = TYPE.integer("runAsUser");
    public static final Field<Container, Boolean> READ_ONLY = TYPE.bool("readOnlyRootFilesystem");
    public static final Field<Container, List<String>> CAPABILITIES = TYPE.strings("addedCapabilities");
    public static final Field<Container, List<String>> PORTS =
            TYPE.strings("ports", FieldOption.described("Each as 8080/TCP."));
    public static final MatchField<Container> IMAGE_LINK =
            TYPE.match("imageLink", Match.on(EntityClass.IMAGE, "digest").inEach(), Verb.USES, Direction.OUTGOING);

    private Container() {}
}
