package io.cadastre.connectors.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.Link;
import io.cadastre.spi.model.LinkProperty;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The types, fields and relationships on a connector's page. They are written from its schema, so that the page cannot
 * say anything else: {@code mvn test} with {@code -Dcadastre.docs.write=true} writes them.
 */
public final class DocumentedSchema {
    private static final String BEGIN = "<!-- What follows is written from the schema: -Dcadastre.docs.write=true -->";
    private static final String END = "<!-- That was written from the schema. -->";
    private static final boolean WRITE = Boolean.getBoolean("cadastre.docs.write");

    private DocumentedSchema() {}

    /** Makes sure that a page has what the schema says, or writes it if that was asked for. */
    public static void holdsOn(Path page, Schema schema) throws IOException {
        String text = Files.readString(page);
        String wanted = with(text, markdown(schema));
        if (WRITE) {
            Files.writeString(page, wanted);
        } else {
            assertThat(text)
                    .as(
                            "%s has the types of the schema (run this test with -Dcadastre.docs.write=true to write them)",
                            page)
                    .isEqualTo(wanted);
        }
    }

    /** The page with the section in its place; at its end if it has none. */
    private static String with(String page, String section) {
        String block = BEGIN + "\n\n" + section + "\n" + END;
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        return begin < 0 || end < begin
                ? page.stripTrailing() + "\n\n## All types, fields and relationships\n\n" + block + "\n"
                : page.substring(0, begin) + block + page.substring(end + END.length());
    }

    /** Everything a connector may emit, as Markdown. */
    static String markdown(Schema schema) {
        StringBuilder text = new StringBuilder();
        for (EntityType<?> type : schema.entityTypes()) {
            text.append("### `%s`\n\n%s; known by: %s.\n\n".formatted(type.name(), classes(type), type.keyedBy()));
            if (!type.fields().isEmpty()) {
                text.append("| field | kind | |\n|---|---|---|\n");
                type.fields()
                        .forEach(field -> text.append(
                                "| `%s` | %s | %s |\n".formatted(field.name(), kind(field), cell(remarks(field)))));
                text.append('\n');
            }
        }
        Map<String, String> relationships = relationships(schema);
        if (!relationships.isEmpty()) {
            text.append("### Relationships\n\n| from, verb, to | properties |\n|---|---|\n");
            relationships.forEach((output, properties) -> text.append("| `%s` | %s |\n".formatted(output, properties)));
        }
        return text.toString();
    }

    private static String classes(EntityType<?> type) {
        return type.classes().stream().map(EntityClass::name).collect(Collectors.joining(", "));
    }

    private static String kind(Field<?, ?> field) {
        return field.options().allowed().isEmpty()
                ? field.kind().toString()
                : new TreeSet<>(field.options().allowed())
                        .stream().map(value -> '`' + value + '`').collect(Collectors.joining(", "));
    }

    private static String remarks(Field<?, ?> field) {
        List<String> remarks = new ArrayList<>();
        if (field.options().required()) {
            remarks.add("Always there.");
        }
        if (field.options().indexed()) {
            remarks.add("Indexed.");
        }
        if (!field.options().description().isEmpty()) {
            remarks.add(field.options().description());
        }
        return String.join(" ", remarks);
    }

    /** The properties by what the relationship says; two links may declare the same one. */
    private static Map<String, String> relationships(Schema schema) {
        Map<String, Set<String>> properties = new TreeMap<>();
        for (EntityType<?> type : schema.entityTypes()) {
            for (Link<?, ?> link : type.links()) {
                names(properties, link.outputName(), link.properties());
            }
            for (MatchField<?> link : type.matchFields()) {
                names(properties, link.outputName(), link.properties());
            }
        }
        Map<String, String> cells = new TreeMap<>();
        properties.forEach((output, each) -> cells.put(output, String.join(", ", each)));
        return cells;
    }

    private static void names(Map<String, Set<String>> all, String output, List<LinkProperty<?>> properties) {
        Set<String> names = all.computeIfAbsent(output, _ -> new TreeSet<>());
        properties.forEach(property -> names.add("`" + property.name() + "` " + property.kind()));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace('\n', ' ');
    }
}
