package io.cadastre.connectors.exec;

import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.FieldKind;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.LinkProperty;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.ScalarKind;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.model.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes a schema of a {@code schema} line, or says everything that is wrong with it. Used once. */
final class SchemaReader {
    private static final int MOST_TYPES = 500;
    private static final int MOST_MEMBERS = 1_000;
    private static final int MOST_INDEXED = 100;
    private static final int MOST_MATCHES = 20;
    private static final int MOST_PROBLEMS = 20;

    private final List<String> problems = new ArrayList<>();
    private final Map<String, EntityType<Object>> types = new LinkedHashMap<>();
    private int indexed;
    private int matched;

    /** What the line declares. */
    private interface Reading {
        void read() throws BadLineException;
    }

    /**
     * Reads the line.
     *
     * @throws BadLineException with all problems at once
     */
    Schema read(JsonLine line) throws BadLineException {
        line.allow("type", "namespace", "entityTypes");
        String namespace = line.text("namespace");
        List<JsonLine> declared = line.objects("entityTypes");
        if (declared.isEmpty() || declared.size() > MOST_TYPES) {
            throw new BadLineException("needs 'entityTypes', with 1 to " + MOST_TYPES + " of them.");
        }
        Map<JsonLine, EntityType<Object>> read = new LinkedHashMap<>();
        for (JsonLine type : declared) {
            noting(() -> read.put(type, type(type)));
        }
        read.forEach((declaration, type) -> noting(() -> fields(declaration, type)));
        read.forEach((declaration, type) -> noting(() -> links(declaration, type)));
        Schema schema = new Schema(namespace, List.copyOf(types.values()), List.of());
        problems.addAll(schema.problems());
        if (indexed > MOST_INDEXED) {
            problems.add("More than " + MOST_INDEXED + " fields are indexed.");
        }
        if (matched > MOST_MATCHES) {
            problems.add("More than " + MOST_MATCHES + " links match in other installations.");
        }
        if (!problems.isEmpty()) {
            throw new BadLineException("has a schema that cannot be used: " + told());
        }
        return schema;
    }

    private String told() {
        String some = String.join(
                " ",
                problems.stream()
                        .limit(MOST_PROBLEMS)
                        .map(problem -> Shown.text(problem, 300))
                        .toList());
        return problems.size() > MOST_PROBLEMS
                ? some + " And " + (problems.size() - MOST_PROBLEMS) + " more problems."
                : some;
    }

    private void noting(Reading reading) {
        try {
            reading.read();
        } catch (BadLineException e) {
            problems.add("It " + e.getMessage());
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private EntityType<Object> type(JsonLine line) throws BadLineException {
        line.allow("name", "classes", "keyed", "fields", "links");
        EntityClass[] classes =
                line.texts("classes").stream().map(EntityClass::named).toArray(EntityClass[]::new);
        EntityType<Object> type = EntityType.<Object>named(line.text("name"))
                .classes(classes)
                .keyed(line.maybeText("keyed").orElse("key"));
        if (types.putIfAbsent(type.name(), type) != null) {
            throw new BadLineException("declares the entity type '" + type.name() + "' twice.");
        }
        return type;
    }

    private void fields(JsonLine declaration, EntityType<Object> type) throws BadLineException {
        List<JsonLine> fields = declaration.objects("fields");
        requireFew(fields, type);
        for (JsonLine field : fields) {
            noting(() -> field(field, type));
        }
    }

    private static void requireFew(List<JsonLine> members, EntityType<Object> type) throws BadLineException {
        if (members.size() > MOST_MEMBERS) {
            throw new BadLineException(
                    "declares more than " + MOST_MEMBERS + " fields or links of '" + type.name() + "'.");
        }
    }

    private void field(JsonLine line, EntityType<Object> type) throws BadLineException {
        line.allow("name", "kind", "required", "indexed", "description", "allowed");
        List<FieldOption> given = new ArrayList<>();
        if (line.flag("required", false)) {
            given.add(FieldOption.required());
        }
        if (line.flag("indexed", false)) {
            indexed++;
            given.add(FieldOption.indexed());
        }
        line.maybeText("description").map(FieldOption::described).ifPresent(given::add);
        FieldOption[] options = given.toArray(FieldOption[]::new);
        String name = line.text("name");
        String kind = line.maybeText("kind").orElse("string");
        List<String> allowed = line.texts("allowed");
        if (kind.equals("enumeration") == allowed.isEmpty()) {
            throw new BadLineException(
                    "must give 'allowed' for the kind enumeration, and for no other, at '" + line.path() + "'.");
        }
        switch (kind) {
            case "string" -> type.string(name, options);
            case "integer" -> type.integer(name, options);
            case "decimal" -> type.decimal(name, options);
            case "bool" -> type.bool(name, options);
            case "instant" -> type.instant(name, options);
            case "date" -> type.date(name, options);
            case "enumeration" -> type.enumeration(name, new LinkedHashSet<>(allowed), options);
            case "json" -> type.json(name, options);
            case "list of string" -> type.strings(name, options);
            case "list of integer" -> type.integers(name, options);
            case "list of decimal" -> type.decimals(name, options);
            default ->
                throw new BadLineException("has the unknown kind '" + Shown.name(kind) + "' at '" + line.path()
                        + "'; known are string, integer, decimal, bool, instant, date, enumeration, json, list of"
                        + " string, list of integer, list of decimal.");
        }
    }

    private void links(JsonLine declaration, EntityType<Object> type) throws BadLineException {
        List<JsonLine> links = declaration.objects("links");
        requireFew(links, type);
        for (JsonLine link : links) {
            noting(() -> link(link, type));
        }
    }

    private void link(JsonLine line, EntityType<Object> type) throws BadLineException {
        Optional<JsonLine> match = line.maybeObject("match");
        if (match.isPresent()) {
            line.allow("name", "match", "verb", "direction", "properties");
            matched++;
            type.match(line.text("name"), match(match.get()), verb(line), direction(line), properties(line));
            return;
        }
        line.allow("name", "target", "verb", "direction", "many", "properties");
        String targetName = line.text("target");
        EntityType<Object> found = types.get(targetName);
        if (found == null) {
            throw new BadLineException("has a link at '" + line.path() + "' to '" + Shown.name(targetName)
                    + "', which it does not declare.");
        }
        Supplier<EntityType<Object>> target = () -> found;
        if (line.flag("many", true)) {
            type.collection(line.text("name"), target, verb(line), direction(line), properties(line));
        } else {
            type.ref(line.text("name"), target, verb(line), direction(line), properties(line));
        }
    }

    private static Match match(JsonLine line) throws BadLineException {
        if (line.maybeText("type").isPresent()) {
            line.allow("type");
            return Match.type(line.text("type"));
        }
        line.allow("class", "property", "ignoringCase", "among", "each");
        Match.OnProperty on = Match.on(EntityClass.named(line.text("class")), line.text("property"));
        if (line.flag("ignoringCase", false)) {
            on = on.ignoreCase();
        }
        if (line.flag("among", false)) {
            on = on.among();
        }
        return line.flag("each", false) ? on.inEach() : on;
    }

    private static Verb verb(JsonLine line) throws BadLineException {
        return Verb.named(line.text("verb"));
    }

    private static Direction direction(JsonLine line) throws BadLineException {
        return switch (line.maybeText("direction").orElse("outgoing")) {
            case "outgoing" -> Direction.OUTGOING;
            case "incoming" -> Direction.INCOMING;
            default -> throw new BadLineException("must have outgoing or incoming as '" + line.path() + ".direction'.");
        };
    }

    private static LinkProperty<?>[] properties(JsonLine line) throws BadLineException {
        List<LinkProperty<?>> properties = new ArrayList<>();
        for (JsonLine property : line.objects("properties")) {
            properties.add(property(property));
        }
        return properties.toArray(LinkProperty<?>[]::new);
    }

    private static LinkProperty<?> property(JsonLine line) throws BadLineException {
        line.allow("name", "kind");
        ScalarKind kind = switch (line.maybeText("kind").orElse("string")) {
            case "string" -> ScalarKind.STRING;
            case "integer" -> ScalarKind.INTEGER;
            case "decimal" -> ScalarKind.DECIMAL;
            case "bool" -> ScalarKind.BOOL;
            case "instant" -> ScalarKind.INSTANT;
            case "date" -> ScalarKind.DATE;
            default ->
                throw new BadLineException(
                        "must have string, integer, decimal, bool, instant or date as '" + line.path() + ".kind'.");
        };
        return new LinkProperty<>(line.text("name"), new FieldKind(kind, false));
    }
}
