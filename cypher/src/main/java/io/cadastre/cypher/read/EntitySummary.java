package io.cadastre.cypher.read;

import java.util.List;

/**
 * As much of an entity as a list of neighbours shows.
 *
 * @param id its id in Cadastre
 * @param type its type's name
 * @param classes what it is in the shared vocabulary
 * @param displayName what people call it
 * @param installation the installation that found it
 */
public record EntitySummary(String id, String type, List<String> classes, String displayName, String installation) {
    public EntitySummary {
        classes = List.copyOf(classes);
    }
}
