package io.cadastre.engine.verify;

import io.cadastre.engine.pipeline.PipelineCheck;
import io.cadastre.engine.sync.StepGraph;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.Link;
import io.cadastre.spi.model.LinkProperty;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.Member;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.model.ScalarKind;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.pipeline.Pipeline;
import io.cadastre.spi.step.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds everything that is wrong with a connector, all at once, without a server and without calling anybody. It is
 * initialised with example values for that.
 */
public final class ConnectorCheck {
    private static final Pattern CONNECTOR_NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern NAMESPACE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final Pattern VALUE_NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,62}");

    /** The label that every entity has. */
    private static final String EVERY_ENTITY = "Entity";

    private final ConnectorModule module;
    private final ConnectorDefinition definition;
    private final List<String> problems = new ArrayList<>();

    private ConnectorCheck(ConnectorModule module) {
        this.module = module;
        this.definition = module.definition();
    }

    /** Everything that is wrong, in words for the connector's author; empty if it can be used. */
    public static List<String> problems(ConnectorModule module) {
        ConnectorCheck check = new ConnectorCheck(module);
        check.definition();
        check.schema();
        check.values();
        check.problems.addAll(new OnboardingCheck(check.definition).problems());
        check.examples();
        return check.problems.stream().distinct().toList();
    }

    private void definition() {
        if (!CONNECTOR_NAME.matcher(definition.name()).matches()) {
            problems.add("Its name '" + definition.name() + "' is not lower case with hyphens.");
        }
        if (definition.displayName().isBlank()) {
            problems.add("It has no display name.");
        }
        if (definition.version().isBlank()) {
            problems.add("It has no version.");
        }
    }

    private void schema() {
        Schema schema = definition.schema();
        if (!NAMESPACE.matcher(schema.namespace()).matches()) {
            problems.add("Its namespace '" + schema.namespace() + "' is not lower_snake_case.");
        }
        try {
            problems.addAll(schema.problems());
            relationships(schema);
        } catch (RuntimeException | LinkageError e) {
            problems.add("Its schema cannot be read: " + e + ". Does a link name its target's TYPE by a lambda?");
        }
        Set<String> classes = new HashSet<>();
        schema.entityTypes()
                .forEach(type -> type.classes().stream().map(EntityClass::name).forEach(classes::add));
        for (EntityType<?> type : schema.entityTypes()) {
            if (type.label().equals(EVERY_ENTITY)) {
                problems.add("Entity type '" + type + "' has the label " + EVERY_ENTITY + ", which every entity has.");
            } else if (classes.contains(type.label())) {
                problems.add("Entity type '" + type + "' has the label " + type.label()
                        + ", which is also a class: questions could not tell them apart.");
            }
            for (Field<?, ?> field : type.fields()) {
                if (field.kind().scalar() == ScalarKind.ENUMERATION
                        && field.options().allowed().isEmpty()) {
                    problems.add("Field '" + field + "' is an enumeration without values.");
                }
            }
        }
    }

    /** Two links may assert one kind of relationship, but then it has to look the same. */
    private void relationships(Schema schema) {
        Map<String, Member<?>> first = new HashMap<>();
        for (EntityType<?> type : schema.entityTypes()) {
            for (Link<?, ?> link : type.links()) {
                relationship(link, link.outputName(), first);
            }
            for (MatchField<?> link : type.matchFields()) {
                relationship(link, link.outputName(), first);
            }
        }
    }

    private void relationship(Member<?> link, String name, Map<String, Member<?>> first) {
        Set<String> names = new HashSet<>();
        for (LinkProperty<?> property : properties(link)) {
            if (!names.add(property.name())) {
                problems.add("Link '" + link + "' declares the property '" + property.name() + "' twice.");
            }
        }
        Member<?> other = first.putIfAbsent(name, link);
        if (other != null && !Set.copyOf(properties(other)).equals(Set.copyOf(properties(link)))) {
            problems.add("Links '" + other + "' and '" + link + "' are the same relationship '" + name
                    + "' with different properties.");
        }
    }

    private static List<LinkProperty<?>> properties(Member<?> member) {
        return switch (member) {
            case Field<?, ?> field -> List.of();
            case Link<?, ?> link -> link.properties();
            case MatchField<?> link -> link.properties();
        };
    }

    private void values() {
        Set<String> names = new HashSet<>();
        for (ConfigField field : definition.config()) {
            name("setting", field.name(), field.label(), names);
            boolean text = field.kind() == ConfigField.Kind.TEXT || field.kind() == ConfigField.Kind.TEXTS;
            if (text && (SecretLike.matches(field.name()) || SecretLike.matches(field.label()))) {
                problems.add("The setting '" + field.name()
                        + "' looks like a secret, and settings are shown to everybody: declare it as a credential.");
            }
            if (field.kind() == ConfigField.Kind.CHOICE && field.options().isEmpty()) {
                problems.add("The setting '" + field.name() + "' is a choice without options.");
            }
            if (field.required() && field.defaultValue() == null && field.example() == null) {
                problems.add("The setting '" + field.name()
                        + "' is required and has no example, so the connector cannot be checked: add example(…).");
            }
        }
        for (CredentialField field : definition.credentials()) {
            name("credential", field.name(), field.label(), names);
        }
    }

    private void name(String what, String name, String label, Set<String> names) {
        if (!VALUE_NAME.matcher(name).matches()) {
            problems.add("The name of the " + what + " '" + name + "' is not camelCase.");
        }
        if (label.isBlank()) {
            problems.add("The " + what + " '" + name + "' has no label.");
        }
        if (!names.add(name)) {
            problems.add(
                    "The " + what + " '" + name + "' is declared twice; settings and credentials share their names.");
        }
    }

    private void examples() {
        Config.Checked config = Config.check(definition.config(), Examples.config(definition));
        boolean lacking = false;
        for (Config.Problem problem : config.problems()) {
            Optional<ConfigField> field = definition.config().stream()
                    .filter(candidate -> candidate.name().equals(problem.field()))
                    .findFirst();
            boolean missing = field.isPresent()
                    && field.get().example() == null
                    && field.get().defaultValue() == null;
            lacking = true;
            if (!missing) {
                problems.add("The example or default of the setting '" + problem.field() + "' is refused: "
                        + problem.message());
            }
        }
        if (!lacking) {
            initialise(config.config());
        }
    }

    // Whatever a connector throws is a finding, not the end of the check.
    private void initialise(Config config) {
        try {
            Installation installation = module.initialise(config, Examples.credentials(definition));
            work(installation);
        } catch (ConnectorException e) {
            problems.add("It refuses its own examples: " + e.getMessage());
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            problems.add("It fails when it is initialised with its examples: " + e + ".");
        }
    }

    private void work(Installation installation) {
        Schema schema = installation.schema().orElse(definition.schema());
        List<Step> steps = installation.steps();
        problems.addAll(StepGraph.problems(steps, schema));
        Set<String> produced = new HashSet<>();
        steps.forEach(step -> step.outputs().stream().map(Output::outputName).forEach(produced::add));
        Optional<Pipeline> pipeline = installation.pipeline();
        if (pipeline.isPresent()) {
            PipelineCheck check = new PipelineCheck(pipeline.get(), schema, produced);
            problems.addAll(check.problems());
            produced.addAll(check.produced());
        }
        for (EntityType<?> type : schema.entityTypes()) {
            if (!produced.contains(type.name())) {
                problems.add("Nothing produces the entity type '" + type + "'.");
            }
        }
        if (pipeline.isEmpty()) {
            schema.links().forEach((relationship, link) -> {
                if (!produced.contains(relationship.toString())) {
                    problems.add("Nothing produces the relationship '" + relationship + "' of '" + link + "'.");
                }
            });
            schema.matchFields().forEach((relationship, link) -> {
                if (!produced.contains(relationship)) {
                    problems.add("Nothing produces the relationship '" + relationship + "' of '" + link + "'.");
                }
            });
        }
    }
}
