package io.cadastre.connectors.kubernetes.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;
import java.util.List;

/** A pod. */
public final class Pod {
    public static final EntityType<Pod> TYPE = EntityType.<Pod>named("kubernetes_pod")
            .classes(EntityClass.WORKLOAD)
            .keyed("namespace and name");

    public static final Common<Pod> COMMON = Common.namespaced(TYPE);
    public static final Field<Pod, String> PHASE = TYPE.string("phase");
    public static final Field<Pod, List<String>> ADDRESSES = TYPE.strings("privateIpAddresses");
    public static final Field<Pod, Boolean> HOST_NETWORK = TYPE.bool("hostNetwork");
    public static final Field<Pod, Boolean> HOST_PID = TYPE.bool("hostPid");
    public static final Field<Pod, Boolean> HOST_IPC = TYPE.bool("hostIpc");
    public static final Field<Pod, List<String>> HOST_PATHS =
            TYPE.strings("hostPaths", FieldOption.described("Folders of its node that it mounts."));
    public static final Field<Pod, Boolean> TOKEN = TYPE.bool(
            "mountsToken",
            FieldOption.described("It gets a token of its service account, unless the account says otherwise."));
    public static final CollectionField<Pod, Container> CONTAINERS =
            TYPE.collection("containers", () -> Container.TYPE, Verb.HAS);
    public static final CollectionField<Pod, ServiceAccount> ACCOUNTS =
            TYPE.collection("serviceAccounts", () -> ServiceAccount.TYPE, Verb.USES);
    public static final CollectionField<Pod, Secret> SECRETS = TYPE.collection("secrets", () -> Secret.TYPE, Verb.USES);
    public static final CollectionField<Pod, ConfigMap> CONFIG_MAPS =
            TYPE.collection("configMaps", () -> ConfigMap.TYPE, Verb.USES);

    private Pod() {}
}
