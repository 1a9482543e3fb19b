package io.cadastre.connectors.kubernetes;

import io.cadastre.connectors.kubernetes.model.Binding;
import io.cadastre.connectors.kubernetes.model.Cluster;
import io.cadastre.connectors.kubernetes.model.Namespace;
import io.cadastre.connectors.kubernetes.model.Role;
import io.cadastre.connectors.kubernetes.model.ServiceAccount;
import io.cadastre.connectors.kubernetes.model.Subject;
import io.cadastre.connectors.kubernetes.model.SubjectGroup;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.step.Emitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Who may do what. */
final class AccessObjects {
    private static final String ANY = "*";
    private static final Set<String> READING = Set.of("get", "list", "watch", ANY);

    private AccessObjects() {}

    static void serviceAccount(Emitter emitter, KubeObject object) throws ConnectorException.BadData {
        EntityRef<ServiceAccount> account = ServiceAccount.TYPE.ref(object.key());
        emitter.emit(object.input(ServiceAccount.TYPE, ServiceAccount.COMMON, account.key())
                .set(
                        ServiceAccount.USERNAME,
                        object.namespace().map(name -> "system:serviceaccount:" + name + ":" + object.name()))
                .set(ServiceAccount.TOKEN, KubeObject.flag(object.json(), "automountServiceAccountToken"))
                .build());
        object.namespace()
                .ifPresent(name -> emitter.emit(Namespace.ACCOUNTS.between(Namespace.TYPE.ref(name), account)));
    }

    static Kind.Mapping roles(String kind) {
        return (emitter, object) -> role(emitter, object, kind);
    }

    private static void role(Emitter emitter, KubeObject object, String kind) throws ConnectorException.BadData {
        EntityRef<Role> role = Role.TYPE.ref(kind + "/" + object.key());
        List<String> texts = new ArrayList<>();
        boolean everything = false;
        boolean secrets = false;
        for (Json rule : KubeObject.elements(object.json(), "rules")) {
            List<String> verbs = KubeObject.texts(rule, "verbs");
            List<String> groups = KubeObject.texts(rule, "apiGroups");
            List<String> resources = KubeObject.texts(rule, "resources");
            boolean named = !KubeObject.texts(rule, "resourceNames").isEmpty();
            texts.add(text(rule, verbs, groups, resources));
            everything |= verbs.contains(ANY) && groups.contains(ANY) && resources.contains(ANY) && !named;
            secrets |= verbs.stream().anyMatch(READING::contains)
                    && (groups.contains("") || groups.contains(ANY))
                    && (resources.contains("secrets") || resources.contains(ANY))
                    && !named;
        }
        emitter.emit(object.input(Role.TYPE, Role.COMMON, role.key())
                .set(Role.KIND, kind)
                .set(Role.RULES, KubeObject.some(texts))
                .set(Role.WILDCARD, everything)
                .set(Role.SECRETS, secrets)
                .build());
        if (object.namespace().isPresent()) {
            emitter.emit(Namespace.ROLES.between(
                    Namespace.TYPE.ref(object.namespace().get()), role));
        } else {
            emitter.emit(Cluster.ROLES.between(Kinds.CLUSTER, role));
        }
    }

    private static String text(Json rule, List<String> verbs, List<String> groups, List<String> resources)
            throws ConnectorException.BadData {
        List<String> what = new ArrayList<>(KubeObject.texts(rule, "nonResourceURLs"));
        for (String group : groups) {
            for (String resource : resources) {
                what.add(group.isEmpty() ? resource : resource + "." + group);
            }
        }
        List<String> names = KubeObject.texts(rule, "resourceNames");
        return String.join(",", verbs) + " " + String.join(",", what)
                + (names.isEmpty() ? "" : " named " + String.join(",", names));
    }

    static Kind.Mapping bindings(String kind) {
        return (emitter, object) -> binding(emitter, object, kind);
    }

    private static void binding(Emitter emitter, KubeObject object, String kind) throws ConnectorException.BadData {
        EntityRef<Binding> binding = Binding.TYPE.ref(kind + "/" + object.key());
        emitter.emit(object.input(Binding.TYPE, Binding.COMMON, binding.key())
                .set(Binding.KIND, kind)
                .build());
        if (object.namespace().isPresent()) {
            emitter.emit(Namespace.BINDINGS.between(
                    Namespace.TYPE.ref(object.namespace().get()), binding));
        } else {
            emitter.emit(Cluster.BINDINGS.between(Kinds.CLUSTER, binding));
        }
        Json role = object.json().get("roleRef");
        String name = role.text("name");
        String key = role.text("kind").equals("Role") ? "Role/" + object.beside(name) : "ClusterRole/" + name;
        emitter.emit(Binding.ROLES.between(binding, Role.TYPE.ref(key)));
        for (Json subject : KubeObject.elements(object.json(), "subjects")) {
            subject(emitter, object, binding, subject);
        }
    }

    private static void subject(Emitter emitter, KubeObject object, EntityRef<Binding> binding, Json subject)
            throws ConnectorException.BadData {
        String name = subject.text("name");
        switch (subject.text("kind")) {
            case "ServiceAccount" -> {
                String key = KubeObject.text(subject, "namespace")
                        .map(text -> text + "/" + name)
                        .orElse(object.beside(name));
                emitter.emit(Binding.ACCOUNTS.between(binding, ServiceAccount.TYPE.ref(key)));
            }
            case "User" -> {
                emitter.emit(Subject.TYPE
                        .input(name)
                        .displayName(name)
                        .set(Subject.NAME, name)
                        .set(Subject.USERNAME, name)
                        .build());
                emitter.emit(Binding.USERS.between(binding, Subject.TYPE.ref(name)));
            }
            case "Group" -> {
                emitter.emit(SubjectGroup.TYPE
                        .input(name)
                        .displayName(name)
                        .set(SubjectGroup.NAME, name)
                        .build());
                emitter.emit(Binding.GROUPS.between(binding, SubjectGroup.TYPE.ref(name)));
            }
            default -> throw new ConnectorException.BadData("A binding has a subject of no known kind.", null);
        }
    }
}
