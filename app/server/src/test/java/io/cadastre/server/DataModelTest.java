package io.cadastre.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldKind;
import io.cadastre.spi.model.ScalarKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What connectors call alike is alike: held against the table in docs/data-model.md. */
class DataModelTest {
    private static final Path PAGE = Path.of("../../docs/data-model.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final String EVERY = "every class";

    /** The kinds by property, by class. */
    private static final Map<String, Map<String, String>> TABLE = new LinkedHashMap<>();

    private static final Map<String, List<EntityType<?>>> CONNECTORS = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        try (Stream<String> lines = Files.lines(PAGE)) {
            lines.filter(line -> line.startsWith("| `") || line.startsWith("| " + EVERY))
                    .map(line -> line.split("\\|"))
                    .forEach(cells -> {
                        for (String name : cells[1].contains(EVERY) ? List.of(EVERY) : words(cells[1])) {
                            words(cells[2])
                                    .forEach(property -> TABLE.computeIfAbsent(name, _ -> new HashMap<>())
                                            .put(property, cells[3].strip()));
                        }
                    });
        }
        ServiceLoader.load(ConnectorModule.class).stream()
                .map(ServiceLoader.Provider::get)
                .map(ConnectorModule::definition)
                .forEach(definition -> CONNECTORS.put(
                        definition.name(), List.copyOf(definition.schema().entityTypes())));
    }

    private static List<String> words(String cell) {
        return CODE.matcher(cell)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    /** As the graph has it: an enumeration is a string there. */
    private static String kind(Field<?, ?> field) {
        FieldKind kind = field.kind();
        boolean text = kind.scalar() == ScalarKind.ENUMERATION || kind.scalar() == ScalarKind.JSON;
        return (text ? new FieldKind(ScalarKind.STRING, kind.list()) : kind).toString();
    }

    private static List<String> classes(EntityType<?> type) {
        return type.classes().stream().map(EntityClass::name).toList();
    }

    @Test
    void thePageAndTheConnectorsAreThere() {
        assertThat(TABLE).containsKeys(EVERY, "User", "Host", "CodeRepo", "Package");
        assertThat(CONNECTORS).containsKeys("host", "acme");
    }

    @Test
    void aPropertyOfTheTableHasTheKindOfTheTable() {
        List<String> wrong = new ArrayList<>();
        CONNECTORS.values().stream()
                .flatMap(List::stream)
                .forEach(type -> type.fields()
                        .forEach(field -> Stream.concat(Stream.of(EVERY), classes(type).stream())
                                .map(name -> TABLE.getOrDefault(name, Map.of()).get(field.name()))
                                .filter(kind -> kind != null && !kind.equals(kind(field)))
                                .forEach(kind -> wrong.add(
                                        field + " is " + kind(field) + "; docs/data-model.md says " + kind))));

        assertThat(wrong).isEmpty();
    }

    @Test
    void whatTwoConnectorsCallAlikeInAClassIsAlike() {
        Map<String, Map<String, Set<String>>> kinds = new TreeMap<>();
        CONNECTORS.forEach((connector, types) -> types.forEach(type -> classes(type)
                .forEach(name -> type.fields()
                        .forEach(field -> kinds.computeIfAbsent(name + "." + field.name(), _ -> new TreeMap<>())
                                .computeIfAbsent(kind(field), _ -> new TreeSet<>())
                                .add(connector)))));

        assertThat(kinds)
                .allSatisfy((property, byKind) -> assertThat(byKind)
                        .as("kinds of %s, and who has them", property)
                        .hasSize(1));
    }

    /** A link that nobody can answer would wait for ever. */
    @Test
    void whatALinkLooksForIsCollectedByAConnector() {
        Set<String> collected = new TreeSet<>();
        CONNECTORS.values().stream().flatMap(List::stream).forEach(type -> {
            collected.add(type.name() + "(_key)");
            classes(type)
                    .forEach(name -> type.fields().forEach(field -> {
                        collected.add(name + "(" + field.name() + ")");
                        collected.add(name + "(lower(" + field.name() + "))");
                        collected.add(name + "(any(" + field.name() + "))");
                    }));
        });

        assertThat(CONNECTORS.values().stream()
                        .flatMap(List::stream)
                        .flatMap(type -> type.matchFields().stream())
                        .map(link -> link.match().outputName()))
                .contains("User(email)")
                .isSubsetOf(collected);
    }
}
