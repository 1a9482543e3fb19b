package io.cadastre.connectors.kubernetes;

import io.cadastre.connectors.kubernetes.model.Common;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An object of the API.
 *
 * @param json all of it
 * @param name unique within kind and namespace; it never changes
 * @param namespace of those that are in one
 */
record KubeObject(Json json, String name, Optional<String> namespace) {
    private static final Json NOTHING = Json.of(Map.of());

    static KubeObject of(Json json) throws ConnectorException.BadData {
        Json metadata = json.get("metadata");
        return new KubeObject(json, metadata.text("name"), text(metadata, "namespace"));
    }

    /** What it is known by among those of its kind. */
    String key() {
        return namespace.map(text -> text + "/").orElse("") + name;
    }

    /** The key of another object in the same namespace. */
    String beside(String otherName) {
        return namespace.map(text -> text + "/").orElse("") + otherName;
    }

    Json spec() throws ConnectorException.BadData {
        return object(json, "spec");
    }

    Json status() throws ConnectorException.BadData {
        return object(json, "status");
    }

    List<Json> owners() throws ConnectorException.BadData {
        return elements(json.get("metadata"), "ownerReferences");
    }

    /** Starts an entity with what every object has. */
    <E> EntityInput.Builder<E> input(EntityType<E> type, Common<E> common, String key)
            throws ConnectorException.BadData {
        Json metadata = json.get("metadata");
        EntityInput.Builder<E> input = type.input(key)
                .displayName(key())
                .set(common.name(), name)
                .set(
                        common.created(),
                        metadata.maybeInstant("creationTimestamp").known())
                .set(common.tags(), some(pairs(object(metadata, "labels"))));
        Optional<Field<E, String>> field = common.namespace();
        if (field.isPresent()) {
            input.set(field.get(), namespace);
        }
        return input;
    }

    /** A member that may be left out. */
    static Json object(Json parent, String name) throws ConnectorException.BadData {
        return parent.maybe(name).known().orElse(NOTHING);
    }

    static Optional<String> text(Json parent, String name) throws ConnectorException.BadData {
        return parent.maybeText(name).known().filter(text -> !text.isEmpty());
    }

    static Optional<Boolean> flag(Json parent, String name) throws ConnectorException.BadData {
        return parent.maybeBool(name).known();
    }

    static List<Json> elements(Json parent, String name) throws ConnectorException.BadData {
        Optional<Json> array = parent.maybe(name).known();
        return array.isPresent() ? array.get().elements() : List.of();
    }

    static List<String> texts(Json parent, String name) throws ConnectorException.BadData {
        return parent.maybeTexts(name).known().orElse(List.of());
    }

    /** The members of an object of texts, each as name=value, in an order that does not vary. */
    static List<String> pairs(Json object) throws ConnectorException.BadData {
        Map<String, String> sorted = new TreeMap<>();
        if (object.raw() instanceof Map<?, ?> members) {
            for (Object member : members.keySet()) {
                String name = String.valueOf(member);
                sorted.put(name, object.text(name));
            }
        }
        List<String> pairs = new ArrayList<>();
        sorted.forEach((name, value) -> pairs.add(name + "=" + value));
        return pairs;
    }

    static <V> Optional<List<V>> some(List<V> values) {
        return Optional.of(values).filter(list -> !list.isEmpty());
    }
}
