package io.cadastre.cypher.ingest;

import java.util.List;

/**
 * Something that people should look at, with how often.
 *
 * @param code stable, for programs
 * @param about the kind of relationship
 * @param count how often
 * @param examples the first few, for people
 */
public record Finding(String code, String about, long count, List<String> examples) {
    public Finding {
        examples = List.copyOf(examples);
    }
}
