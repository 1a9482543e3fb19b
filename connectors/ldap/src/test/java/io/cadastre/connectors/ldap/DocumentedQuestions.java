package io.cadastre.connectors.ldap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The queries on the connector's page, in their order. */
final class DocumentedQuestions {
    private static final Pattern QUERY = Pattern.compile("```cypher\\n(.*?)```", Pattern.DOTALL);

    private DocumentedQuestions() {}

    static List<String> all() throws IOException {
        Matcher found = QUERY.matcher(Files.readString(Path.of("../../docs/connectors/ldap.md")));
        return found.results().map(query -> query.group(1)).toList();
    }
}
