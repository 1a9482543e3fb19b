package io.cadastre.web.api;

import io.cadastre.cypher.read.ObservedSchema;
import io.cadastre.cypher.read.ObservedSchema.Connection;
import io.cadastre.cypher.read.ObservedSchema.ObservedField;
import io.cadastre.cypher.read.ObservedSchema.ObservedType;
import io.cadastre.engine.connector.ConnectorCatalogue;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The data model: as connectors declare it, with what of it is found in the graph, and what is found beyond it. */
record SchemaAnswer(
        List<TypeAnswer> entityTypes,
        List<ConnectionAnswer> relationships,
        List<String> labels,
        List<String> relationshipTypes,
        List<String> propertyKeys) {
    /**
     * A type of entities.
     *
     * @param connector who declares it; null if no connector that is there now does
     */
    record TypeAnswer(
            String name,
            String label,
            List<String> classes,
            @Nullable String connector,
            long count,
            List<FieldAnswer> fields) {}

    /**
     * A field.
     *
     * @param kind null if no connector declares the field
     * @param filled the share of entities that have a value, from 0 to 1
     */
    record FieldAnswer(
            String name, @Nullable String kind, boolean required, boolean indexed, String description, double filled) {}

    record ConnectionAnswer(String from, String verb, String to, long count) {}

    static SchemaAnswer of(ConnectorCatalogue catalogue, ObservedSchema observed) {
        Map<String, ObservedType> found = new HashMap<>();
        observed.types().forEach(type -> found.put(type.name(), type));
        List<TypeAnswer> types = new ArrayList<>();
        Map<List<String>, ConnectionAnswer> connections = new LinkedHashMap<>();
        for (ConnectorModule module : catalogue.modules()) {
            ConnectorDefinition definition = module.definition();
            for (EntityType<?> type : definition.schema().entityTypes()) {
                types.add(declared(definition.name(), type, found.remove(type.name())));
            }
            definition.schema().links().keySet().forEach(link -> {
                String verb = link.verb().name();
                connections.put(
                        List.of(link.from(), verb, link.to()), new ConnectionAnswer(link.from(), verb, link.to(), 0));
            });
        }
        found.values().forEach(type -> types.add(undeclared(type)));
        for (Connection connection : observed.relationships()) {
            connections.put(
                    List.of(connection.fromType(), connection.verb(), connection.toType()),
                    new ConnectionAnswer(
                            connection.fromType(), connection.verb(), connection.toType(), estimate(connection)));
        }
        return new SchemaAnswer(
                types,
                List.copyOf(connections.values()),
                observed.labels(),
                observed.relationshipTypes(),
                observed.propertyKeys());
    }

    /** Exact where all were looked at, else projected from the sample. */
    private static long estimate(Connection connection) {
        return connection.examined() == 0
                ? 0
                : Math.round((double) connection.count() * connection.total() / connection.examined());
    }

    private static TypeAnswer declared(String connector, EntityType<?> type, @Nullable ObservedType found) {
        Map<String, Double> filled = found == null ? new HashMap<>() : filled(found);
        List<FieldAnswer> fields = new ArrayList<>();
        for (Field<?, ?> field : type.fields()) {
            Double share = filled.remove(field.name());
            fields.add(new FieldAnswer(
                    field.name(),
                    field.kind().toString(),
                    field.options().required(),
                    field.options().indexed(),
                    field.options().description(),
                    share == null ? 0 : share));
        }
        filled.forEach((name, share) -> fields.add(new FieldAnswer(name, null, false, false, "", share)));
        return new TypeAnswer(
                type.name(),
                type.label(),
                type.classes().stream().map(EntityClass::name).toList(),
                connector,
                found == null ? 0 : found.count(),
                fields);
    }

    private static TypeAnswer undeclared(ObservedType type) {
        return new TypeAnswer(
                type.name(),
                EntityType.named(type.name()).keyed("key").label(),
                type.classes(),
                null,
                type.count(),
                filled(type).entrySet().stream()
                        .map(field -> new FieldAnswer(field.getKey(), null, false, false, "", field.getValue()))
                        .toList());
    }

    private static Map<String, Double> filled(ObservedType type) {
        Map<String, Double> filled = new LinkedHashMap<>();
        for (ObservedField field : type.fields()) {
            filled.put(field.name(), type.examined() == 0 ? 0 : (double) field.filled() / type.examined());
        }
        return filled;
    }
}
