package io.cadastre.connectors.exec;

import com.fasterxml.jackson.databind.JsonNode;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.LinkProperty;
import io.cadastre.spi.model.LinkTarget;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.model.RawRef;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.RelationshipInput;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.step.Outcome;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What lines say, in the words of a schema. */
final class LineContent {
    private final LineLog log;
    private final Map<String, EntityType<?>> types = new HashMap<>();
    private final Map<String, List<LinkProperty<?>>> relationships = new HashMap<>();
    private final Map<String, MatchField<?>> matches;

    LineContent(Schema schema, LineLog log) {
        this.log = log;
        schema.entityTypes().forEach(type -> types.put(type.name(), type));
        schema.links().forEach((type, link) -> relationships.put(type.toString(), link.properties()));
        matches = schema.matchFields();
        matches.forEach((name, link) -> relationships.put(name, link.properties()));
    }

    /** The parent whose collection a line belongs to; empty for the root. */
    Optional<RawRef> scope(JsonLine line) throws BadLineException {
        Optional<JsonLine> scope = line.maybeObject("scope");
        if (scope.isEmpty()) {
            return Optional.empty();
        }
        RawRef parent = ref(scope.get());
        if (!types.containsKey(parent.type())) {
            throw new BadLineException("has a scope of the undeclared type '" + Shown.name(parent.type()) + "'.");
        }
        return Optional.of(parent);
    }

    private static RawRef ref(JsonLine line) throws BadLineException {
        line.allow("type", "key");
        return new RawRef(line.text("type"), line.text("key"));
    }

    EntityInput entity(JsonLine line) throws BadLineException {
        line.allow("type", "entity", "key", "displayName", "fields", "refs", "scope");
        EntityType<?> type = types.get(line.text("entity"));
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Map<String, @Nullable LinkTarget> refs = new LinkedHashMap<>();
        Optional<JsonLine> fields = line.maybeObject("fields");
        if (fields.isPresent()) {
            for (Map.Entry<String, JsonNode> member : fields.get().node().properties()) {
                values.put(member.getKey(), member.getValue().isNull() ? null : value(type, member));
            }
        }
        Optional<JsonLine> targets = line.maybeObject("refs");
        if (targets.isPresent()) {
            for (Map.Entry<String, JsonNode> member : targets.get().node().properties()) {
                refs.put(member.getKey(), target(type, targets.get(), member.getKey()));
            }
        }
        return new EntityInput(
                line.text("entity"),
                line.text("key"),
                line.maybeText("displayName").orElse(null),
                values,
                refs);
    }

    private static Object value(@Nullable EntityType<?> type, Map.Entry<String, JsonNode> member)
            throws BadLineException {
        Optional<? extends Field<?, ?>> field = type == null ? Optional.empty() : type.field(member.getKey());
        return field.isPresent() ? Values.of(field.get().kind(), member.getValue()) : Values.plain(member.getValue());
    }

    /** A key alone, or an object with a key and properties. */
    private static @Nullable LinkTarget target(@Nullable EntityType<?> type, JsonLine refs, String name)
            throws BadLineException {
        JsonNode value = refs.node().path(name);
        if (value.isNull()) {
            return null;
        }
        if (value.isTextual()) {
            return new LinkTarget(refs.text(name), Map.of());
        }
        JsonLine object = refs.object(name);
        object.allow("key", "properties");
        return new LinkTarget(
                object.text("key"), properties(object, type == null ? List.of() : properties(type, name)));
    }

    private static List<LinkProperty<?>> properties(EntityType<?> type, String link) {
        Optional<? extends RefField<?, ?>> ref = type.refField(link);
        if (ref.isPresent()) {
            return ref.get().properties();
        }
        Optional<? extends MatchField<?>> match = type.matchField(link);
        return match.isPresent() ? match.get().properties() : List.of();
    }

    RelationshipInput relationship(JsonLine line) throws BadLineException {
        line.allow("type", "verb", "from", "to", "properties", "discriminator", "scope");
        String verb = line.text("verb");
        RawRef saidFrom = end(line.object("from"));
        RawRef saidTo = end(line.object("to"));
        RawRef from = asDeclared(saidFrom, name -> name + " " + verb + " " + saidTo.outputName());
        RawRef to = asDeclared(saidTo, name -> from.outputName() + " " + verb + " " + name);
        return new RelationshipInput(
                verb,
                from,
                to,
                line.maybeText("discriminator").orElse(""),
                properties(line, relationships.getOrDefault(Output.between(from, verb, to), List.of())));
    }

    /**
     * The schema says what makes two values the same and whether each installation is meant; a line need not repeat it.
     *
     * @param output the name of the relationship with an end of that name
     */
    private RawRef asDeclared(RawRef end, UnaryOperator<String> output) {
        return end.match().filter(Match.OnProperty.class::isInstance).map(Match.OnProperty.class::cast).stream()
                .flatMap(on -> Stream.of(on, on.ignoreCase(), on.among()))
                .map(on -> matches.get(output.apply(on.outputName())))
                .filter(Objects::nonNull)
                .findFirst()
                .map(link -> new RawRef(link.match().name(), end.key()))
                .orElse(end);
    }

    /** An entity of this installation, or what one of another is known by. */
    private static RawRef end(JsonLine line) throws BadLineException {
        Optional<JsonLine> match = line.maybeObject("match");
        if (match.isEmpty()) {
            return ref(line);
        }
        line.allow("match");
        JsonLine by = match.get();
        try {
            if (by.maybeText("type").isPresent()) {
                by.allow("type", "key");
                return new RawRef(Match.type(by.text("type")).name(), by.text("key"));
            }
            by.allow("class", "property", "value");
            return new RawRef(
                    Match.on(EntityClass.named(by.text("class")), by.text("property"))
                            .name(),
                    by.text("value"));
        } catch (IllegalArgumentException e) {
            throw new BadLineException(
                    "has a bad '" + by.path() + "': " + Shown.text(String.valueOf(e.getMessage()), 300));
        }
    }

    /** A property that is null is one that is not there. */
    private static Map<String, Object> properties(JsonLine line, List<LinkProperty<?>> declared)
            throws BadLineException {
        Map<String, Object> properties = new LinkedHashMap<>();
        Optional<JsonLine> given = line.maybeObject("properties");
        if (given.isPresent()) {
            for (Map.Entry<String, JsonNode> member : given.get().node().properties()) {
                if (!member.getValue().isNull()) {
                    Optional<LinkProperty<?>> property = declared.stream()
                            .filter(candidate -> candidate.name().equals(member.getKey()))
                            .findFirst();
                    properties.put(
                            member.getKey(),
                            property.isPresent()
                                    ? Values.of(property.get().kind(), member.getValue())
                                    : Values.plain(member.getValue()));
                }
            }
        }
        return properties;
    }

    /**
     * What a line says about an enumeration.
     *
     * @param of the output's name, or {@code *} for all
     * @param outcome how it ended
     */
    record Evidence(String of, Outcome outcome) {}

    Evidence evidence(JsonLine line) throws BadLineException {
        line.allow("type", "of", "outcome", "reason", "permission", "validator", "scope");
        String of = line.maybeText("of").orElse(EvidenceBook.ALL);
        if (!of.equals(EvidenceBook.ALL) && !types.containsKey(of) && !relationships.containsKey(of)) {
            throw new BadLineException("is evidence of '" + Shown.name(of)
                    + "', which the schema does not declare; name an entity type, 'from VERB to' or '*'.");
        }
        Outcome outcome = switch (line.text("outcome")) {
            case "complete" -> new Outcome.Complete();
            case "partial" -> new Outcome.Partial(log.shown(line.text("reason")));
            case "denied" -> new Outcome.Denied(log.shown(line.text("permission")));
            case "unchanged" ->
                new Outcome.Unchanged(log.shown(line.maybeText("validator").orElse("it says so")));
            default -> throw new BadLineException("must have complete, partial, denied or unchanged as 'outcome'.");
        };
        return new Evidence(of, outcome);
    }

    /** The output that a line is about, if that can be told although something else in it is wrong. */
    Optional<String> output(JsonLine line) {
        JsonNode node = line.node();
        if (node.path("type").asText().equals("entity")) {
            return Optional.of(node.path("entity").asText()).filter(types::containsKey);
        }
        String verb = node.path("verb").asText();
        for (String from : endNames(node.path("from"))) {
            for (String to : endNames(node.path("to"))) {
                String name = from + " " + verb + " " + to;
                if (relationships.containsKey(name)) {
                    return Optional.of(name);
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> endNames(JsonNode end) {
        JsonNode match = end.path("match");
        if (match.has("type")) {
            return List.of(match.path("type").asText() + "(_key)");
        }
        String property = match.path("property").asText();
        String entityClass = match.path("class").asText();
        return match.isObject()
                ? Stream.of("(%s)", "(lower(%s))", "(any(%s))")
                        .map(form -> entityClass + form.formatted(property))
                        .toList()
                : List.of(end.path("type").asText());
    }
}
