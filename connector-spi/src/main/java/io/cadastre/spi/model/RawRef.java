package io.cadastre.spi.model;

import java.util.Optional;

/**
 * Points to an entity by names alone, as it arrives from outside the type system. Checked when it is emitted. The end in
 * another installation has the {@linkplain Match#name name of the match} for its type and the value to match for its key.
 *
 * @param type the name of the entity type
 * @param key the source's key
 */
public record RawRef(String type, String key) {
    /** The match by which it points into another installation; empty for an entity of this one. */
    public Optional<Match> match() {
        // No entity type has a parenthesis in its name.
        return type.indexOf('(') < 0 ? Optional.empty() : Match.named(type);
    }

    /** What it is called in the name of an {@linkplain Output#outputName output}. */
    public String outputName() {
        return match().map(Match::outputName).orElse(type);
    }

    @Override
    public String toString() {
        return type + " '" + key + "'";
    }
}
