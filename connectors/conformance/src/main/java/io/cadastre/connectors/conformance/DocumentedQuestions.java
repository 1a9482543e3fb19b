package io.cadastre.connectors.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The questions on a connector's page: its blocks of Cypher, which a test asks as they stand there. */
public final class DocumentedQuestions {
    private static final Pattern QUERY = Pattern.compile("(?ms)^```cypher\\R(.*?)^```$");

    private DocumentedQuestions() {}

    /** All of a page, in its order. */
    public static List<String> on(Path page) throws IOException {
        return QUERY.matcher(Files.readString(page))
                .results()
                .map(query -> query.group(1))
                .toList();
    }
}
