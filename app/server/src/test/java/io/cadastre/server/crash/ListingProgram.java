package io.cadastre.server.crash;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cadastre.server.crash.Inventory.Entity;
import io.cadastre.server.crash.Inventory.Relation;
import io.cadastre.server.crash.PackageSource.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The program that the connector {@code exec} runs: prints a listing, at once or part by part. */
final class ListingProgram {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PARTS = 10;

    private static final List<Map<String, Object>> TYPES = List.of(
            Map.of(
                    "name",
                    PackageSource.PACKAGE,
                    "classes",
                    List.of("CodeModule"),
                    "fields",
                    List.of(
                            Map.of("name", "version"),
                            Map.of("name", "architecture"),
                            Map.of("name", "maintainer"),
                            Map.of("name", "priority"),
                            Map.of("name", "homepage"),
                            Map.of("name", "description"),
                            Map.of("name", "installedKib", "kind", "integer"),
                            Map.of("name", "essential", "kind", "bool")),
                    "links",
                    List.of(
                            Map.of(
                                    "name",
                                    "dependencies",
                                    "target",
                                    PackageSource.PACKAGE,
                                    "verb",
                                    PackageSource.DEPENDS_ON,
                                    "properties",
                                    List.of(Map.of("name", "versions"))),
                            Map.of(
                                    "name",
                                    "section",
                                    "target",
                                    PackageSource.SECTION,
                                    "verb",
                                    PackageSource.IN,
                                    "many",
                                    false))),
            Map.of("name", PackageSource.SECTION, "classes", List.of("Group")));

    private final Path lines;
    private final Path script;

    ListingProgram(Path directory) {
        lines = directory.resolve("lines.jsonl");
        script = directory.resolve("list.sh");
    }

    /** The command that prints what was written last. */
    List<String> command() {
        return List.of("sh", script.toString());
    }

    /**
     * Sets what it prints from now on.
     *
     * @param slowly with a pause after each part
     */
    void print(Listing listing, boolean slowly) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(line("schema", Map.of("namespace", "debian", "entityTypes", TYPES)));
        for (Map.Entry<Entity, Map<String, Object>> entity :
                listing.content().entities().entrySet()) {
            all.add(entity(entity.getKey(), entity.getValue(), listing.content()));
        }
        for (Map.Entry<Relation, Map<String, Object>> relation :
                listing.content().relations().entrySet()) {
            if (relation.getKey().verb().equals(PackageSource.DEPENDS_ON)) {
                all.add(relation(relation.getKey(), relation.getValue()));
            }
        }
        all.add(line(
                "evidence",
                listing.complete()
                        ? Map.of("outcome", "complete")
                        : Map.of("outcome", "partial", "reason", "a part was not listed")));
        all.add(line("done", Map.of()));
        Files.write(lines, all);
        Files.writeString(script, slowly ? partByPart(all.size()) : "exec cat '" + lines + "'\n");
    }

    private String partByPart(int count) {
        StringBuilder program = new StringBuilder();
        int part = count / PARTS + 1;
        for (int from = 1; from <= count; from += part) {
            program.append("sed -n '%d,%dp' '%s'; sleep 0.04\n".formatted(from, from + part - 1, lines));
        }
        return program.toString();
    }

    private static String entity(Entity entity, Map<String, Object> fields, Inventory content) throws IOException {
        Map<String, Object> line = new HashMap<>();
        line.put("entity", entity.type());
        line.put("key", entity.key());
        line.put("fields", fields);
        // The one link of a package that is told with it.
        content.relations().tailMap(new Relation(entity, PackageSource.IN, new Entity("", ""))).keySet().stream()
                .findFirst()
                .filter(relation ->
                        relation.from().equals(entity) && relation.verb().equals(PackageSource.IN))
                .ifPresent(relation ->
                        line.put("refs", Map.of("section", relation.to().key())));
        return line("entity", line);
    }

    private static String relation(Relation relation, Map<String, Object> fields) throws IOException {
        return line(
                "relationship",
                Map.of(
                        "verb",
                        relation.verb(),
                        "from",
                        Map.of(
                                "type",
                                relation.from().type(),
                                "key",
                                relation.from().key()),
                        "to",
                        Map.of(
                                "type",
                                relation.to().type(),
                                "key",
                                relation.to().key()),
                        "properties",
                        fields));
    }

    private static String line(String type, Map<String, Object> members) throws IOException {
        Map<String, Object> line = new HashMap<>(members);
        line.put("type", type);
        return JSON.writeValueAsString(line);
    }
}
