package io.cadastre.engine.sync;

import java.util.List;
import java.util.Objects;

/**
 * Something that went wrong in a sync, with how often.
 *
 * @param code stable, for programs
 * @param step the step's id; empty for the sync as a whole
 * @param type the entity type or relationship it is about; empty if none
 * @param detail for people; of several alike the first
 * @param count how often
 * @param examples the details of several alike, the first of them
 */
public record Problem(String code, String step, String type, String detail, long count, List<String> examples) {
    public Problem {
        // Reports of earlier versions have none.
        examples = List.copyOf(Objects.requireNonNullElse(examples, List.of()));
    }
}
