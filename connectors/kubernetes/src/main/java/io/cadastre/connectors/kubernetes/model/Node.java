package io.cadastre.connectors.kubernetes.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.Verb;
import java.util.List;

/** A machine of a cluster. */
public final class Node {
    public static final EntityType<Node> TYPE =
            EntityType.<Node>named("kubernetes_node").classes(EntityClass.HOST).keyed("name");

    public static final Common<Node> COMMON = Common.of(TYPE);
    public static final Field<Node, String> HOSTNAME = TYPE.string("hostname", FieldOption.indexed());
    public static final Field<Node, String> OS_NAME =
            TYPE.string("osName", FieldOption.described("As its image says, Debian GNU/Linux 12."));
    public static final Field<Node, String> OPERATING_SYSTEM =
            TYPE.string("platform", FieldOption.described("linux or windows."));
    public static final Field<Node, String> KERNEL = TYPE.string("kernelVersion");
    public static final Field<Node, String> ARCHITECTURE = TYPE.string("architecture");
    public static final Field<Node, String> KUBELET = TYPE.string("kubeletVersion");
    public static final Field<Node, String> RUNTIME = TYPE.string("containerRuntime");
    public static final Field<Node, String> PROVIDER_ID =
            TYPE.string("providerId", FieldOption.indexed(), FieldOption.described("What the cloud calls it."));
    public static final Field<Node, List<String>> PRIVATE_ADDRESSES = TYPE.strings("privateIpAddresses");
    public static final Field<Node, List<String>> PUBLIC_ADDRESSES = TYPE.strings("publicIpAddresses");
    public static final Field<Node, Boolean> SCHEDULABLE = TYPE.bool("schedulable");
    public static final Field<Node, Boolean> READY = TYPE.bool("ready");
    public static final Field<Node, List<String>> TAINTS =
            TYPE.strings("taints", FieldOption.described("Each as key=value:effect."));
    public static final CollectionField<Node, Pod> PODS = TYPE.collection("pods", () -> Pod.TYPE, Verb.RUNS);
    public static final MatchField<Node> HOST =
            TYPE.match("host", Match.on(EntityClass.HOST, "hostname"), Verb.IS, Direction.OUTGOING);

    private Node() {}
}
