package io.cadastre.connectors.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What GitHub's description says of calls that read: what they may be asked by. */
final class GithubDescription {
    /** By templates such as {@code /orgs/{org}/members}. */
    private final Map<String, Set<String>> parameters = new TreeMap<>();

    private GithubDescription() {}

    /** Reads it from a file in OpenAPI's JSON. */
    static GithubDescription of(Path file) throws IOException {
        JsonNode root = new ObjectMapper().readTree(file.toFile());
        GithubDescription description = new GithubDescription();
        root.get("paths").properties().forEach(path -> {
            Set<String> names = new TreeSet<>();
            for (JsonNode parameter : path.getValue().path("get").path("parameters")) {
                JsonNode resolved = parameter.has("$ref")
                        ? root.at(parameter.get("$ref").asText().substring(1))
                        : parameter;
                if (resolved.get("in").asText().equals("query")) {
                    names.add(resolved.get("name").asText());
                }
            }
            if (path.getValue().has("get")) {
                description.parameters.put(path.getKey(), names);
            }
        });
        return description;
    }

    /** The template of a call's path; of several, the one with the fewest variables. */
    String template(URI called) {
        return parameters.keySet().stream()
                .filter(template -> called.getRawPath().matches(expression(template)))
                .min(Comparator.comparingLong(
                        template -> template.chars().filter(each -> each == '{').count()))
                .orElse("none");
    }

    /** What may be asked of the calls of a template. */
    Set<String> parameters(String template) {
        return parameters.getOrDefault(template, Set.of());
    }

    private static String expression(String template) {
        return Pattern.compile("/")
                .splitAsStream(template)
                .map(segment -> segment.startsWith("{") ? "[^/]+" : Pattern.quote(segment))
                .collect(Collectors.joining("/"));
    }
}
