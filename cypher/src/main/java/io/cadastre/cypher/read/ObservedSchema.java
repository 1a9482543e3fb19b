package io.cadastre.cypher.read;

import java.util.List;

/**
 * The data model as it is found in the graph. Names that only Cadastre uses are left out.
 *
 * @param labels classes and types, and {@code Entity}
 * @param relationshipTypes the verbs
 * @param propertyKeys the fields of all types and verbs
 * @param types what entities of each type look like
 * @param relationships which types which verbs connect
 */
public record ObservedSchema(
        List<String> labels,
        List<String> relationshipTypes,
        List<String> propertyKeys,
        List<ObservedType> types,
        List<Connection> relationships) {
    public ObservedSchema {
        labels = List.copyOf(labels);
        relationshipTypes = List.copyOf(relationshipTypes);
        propertyKeys = List.copyOf(propertyKeys);
        types = List.copyOf(types);
        relationships = List.copyOf(relationships);
    }

    /**
     * A type of entities.
     *
     * @param name its name, for example {@code github_repo}
     * @param classes what its entities are
     * @param count how many there are
     * @param examined how many of them the fields were counted in
     * @param fields those that occur, by name
     */
    public record ObservedType(
            String name, List<String> classes, long count, long examined, List<ObservedField> fields) {
        public ObservedType {
            classes = List.copyOf(classes);
            fields = List.copyOf(fields);
        }
    }

    /**
     * A field of a type.
     *
     * @param name its name
     * @param filled how many of the examined entities have a value
     */
    public record ObservedField(String name, long filled) {}

    /**
     * What a verb connects.
     *
     * @param fromType the type that it leaves
     * @param verb the relationship's type
     * @param toType the type that it reaches
     * @param count how many of the examined relationships do so
     * @param examined how many relationships of the verb were looked at
     * @param total how many there are
     */
    public record Connection(String fromType, String verb, String toType, long count, long examined, long total) {}
}
