package io.cadastre.connectors.sbom;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Texts of documents. Tools write an empty text, or a word for "nothing", where they know none. */
final class Texts {
    private static final Set<String> NOTHING = Set.of("NOASSERTION", "NONE");

    private Texts() {}

    static Optional<String> maybe(Json object, String name) throws ConnectorException.BadData {
        return object.maybeText(name)
                .known()
                .map(String::strip)
                .filter(text -> !text.isEmpty() && !NOTHING.contains(text));
    }

    /** The elements of an array; none if there is no array. */
    static List<Json> elements(Json object, String name) throws ConnectorException.BadData {
        Optional<Json> array = object.maybe(name).known();
        return array.isPresent() ? array.get().elements() : List.of();
    }

    /** A hash as sha256:…, however its algorithm is written. */
    static String hash(String algorithm, String value) {
        return algorithm.toLowerCase(Locale.ROOT).replaceFirst("^sha-", "sha") + ":" + value.toLowerCase(Locale.ROOT);
    }
}
