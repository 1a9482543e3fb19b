package io.cadastre.cypher.read;

import java.util.List;

/**
 * What is around an entity.
 *
 * @param nodes the entity itself first, then those around it, the nearest first
 * @param relationships between these nodes
 * @param truncated whether there is more around it than was asked for
 */
public record Neighbourhood(List<EntitySummary> nodes, List<Edge> relationships, boolean truncated) {
    public Neighbourhood {
        nodes = List.copyOf(nodes);
        relationships = List.copyOf(relationships);
    }

    /**
     * A relationship between two of the nodes.
     *
     * @param id its id in Cadastre
     * @param verb its type
     * @param from the id of the node that it leaves
     * @param to the id of the node that it reaches
     */
    public record Edge(String id, String verb, String from, String to) {}
}
