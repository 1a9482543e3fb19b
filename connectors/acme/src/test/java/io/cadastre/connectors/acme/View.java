package io.cadastre.connectors.acme;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cadastre.connectors.acme.server.Kind;
import io.cadastre.engine.House;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as a graph, in one form for what the source says and for what Neo4j holds: the two are equal or something is
 * wrong.
 *
 * @param nodes by key: type, parent, name and fields
 * @param edges as {@code key VERB key}
 */
record View(Map<String, Map<String, Object>> nodes, Set<String> edges) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> VERBS = Map.of(
            "ownerId", "OWNS", "assigneeId", "ASSIGNED", "createdById", "CREATED", "lastModifiedById", "UPDATED");

    /** What the source says, asked as its documentation has it: what can be reached from a workspace. */
    static View ofSource(URI baseUrl, String key) throws IOException, InterruptedException {
        View view = new View(new TreeMap<>(), new TreeSet<>());
        Source source = new Source(baseUrl, key);
        List<String> projects = new ArrayList<>();
        for (JsonNode workspace : source.list("/api/workspaces")) {
            String id = view.add(Kind.WORKSPACE, workspace, "root");
            for (JsonNode user : source.list("/api/users?workspaceId=" + id)) {
                view.add(Kind.USER, user, id);
            }
            for (JsonNode project : source.list("/api/projects?workspaceId=" + id)) {
                projects.add(view.add(Kind.PROJECT, project, id));
            }
        }
        for (String id : projects) {
            for (JsonNode task : source.list("/api/tasks?projectId=" + id)) {
                view.add(Kind.TASK, task, id);
            }
            for (JsonNode file : source.list("/api/files?projectId=" + id)) {
                view.add(Kind.FILE, file, id);
            }
        }
        view.edges.removeIf(edge -> {
            String[] parts = edge.split(" ");
            return !view.nodes.containsKey(parts[0]) || !view.nodes.containsKey(parts[2]);
        });
        return view;
    }

    /** What the graph holds for an installation. */
    static View ofGraph(House house, String installation) {
        View view = new View(new TreeMap<>(), new TreeSet<>());
        house.query("""
                        MATCH (n:Entity {_installation: $installation})
                        OPTIONAL MATCH (parent:Entity {_id: n._scope})
                        RETURN n._key AS key, n._type AS type, n._displayName AS name, parent._key AS parent,
                               properties(n) AS fields""", "installation", installation).forEach(row -> {
            Map<String, Object> node = new TreeMap<>();
            node.put("_type", row.get("type").asString());
            node.put("_name", row.get("name").asString());
            node.put("_parent", row.get("parent").asString("root"));
            row.get("fields").asMap().forEach((field, value) -> {
                if (!field.startsWith("_")) {
                    node.put(field, value instanceof ZonedDateTime time ? time.toInstant() : value);
                }
            });
            view.nodes.put(row.get("key").asString(), node);
        });
        house.query("""
                        MATCH (a:Entity {_installation: $installation})-[r]->(b:Entity)
                        RETURN a._key + ' ' + type(r) + ' ' + b._key AS edge""", "installation", installation)
                .forEach(row -> view.edges.add(row.get("edge").asString()));
        return view;
    }

    /** How many nodes there are of a type. */
    long count(Kind kind) {
        return nodes.values().stream()
                .filter(node -> ("acme_" + kind.singular()).equals(node.get("_type")))
                .count();
    }

    /** What is in only one of two views, one line each; empty if they are equal. */
    List<String> differences(View other) {
        Set<String> here = lines();
        Set<String> there = other.lines();
        List<String> differences = new ArrayList<>();
        here.stream()
                .filter(line -> !there.contains(line))
                .map("only here: "::concat)
                .forEach(differences::add);
        there.stream()
                .filter(line -> !here.contains(line))
                .map("only there: "::concat)
                .forEach(differences::add);
        return differences;
    }

    private Set<String> lines() {
        Set<String> lines = new TreeSet<>(edges);
        nodes.forEach((key, node) -> {
            lines.add(key);
            node.forEach((field, value) -> lines.add(key + "." + field + " = " + value));
        });
        return lines;
    }

    /** A field of a node; null if there is none. */
    @Nullable
    Object field(String key, String name) {
        return nodes.getOrDefault(key, Map.of()).get(name);
    }

    /** How many edges there are with a verb. */
    long count(String verb) {
        return edges.stream().filter(edge -> edge.contains(" " + verb + " ")).count();
    }

    private String add(Kind kind, JsonNode object, String parent) {
        String id = object.get("id").asText();
        Map<String, Object> node = new TreeMap<>();
        node.put("_type", "acme_" + kind.singular());
        node.put("_parent", parent);
        object.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (!value.isNull()) {
                node.put(member.getKey(), value(member.getKey(), value));
                if (VERBS.containsKey(member.getKey())) {
                    edges.add(value.asText() + " " + VERBS.get(member.getKey()) + " " + id);
                }
            }
        });
        node.put(
                "_name",
                object.get(
                                switch (kind) {
                                    case WORKSPACE, PROJECT, FILE -> "name";
                                    case USER -> "displayName";
                                    case TASK -> "title";
                                })
                        .asText());
        edges.add(parent + " HAS " + id);
        nodes.put(id, node);
        return id;
    }

    private static Object value(String field, JsonNode value) {
        if (field.endsWith("At") || field.equals("dueDate")) {
            String text = value.asText();
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        }
        return switch (value.getNodeType()) {
            case ARRAY -> {
                List<Object> elements = new ArrayList<>();
                value.forEach(element -> elements.add(element.asText()));
                yield elements;
            }
            case NUMBER -> value.asLong();
            case BOOLEAN -> value.asBoolean();
            default -> value.asText();
        };
    }

    private record Source(URI baseUrl, String key) {
        JsonNode list(String target) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + target))
                    .header("Authorization", "Bearer " + key)
                    .build();
            HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("GET " + target + " was answered with " + answer.statusCode() + ".");
            }
            return JSON.readTree(answer.body());
        }
    }
}
