package io.cadastre.web.api;

import io.cadastre.cypher.Page;
import io.cadastre.engine.connector.CatalogueEntry;
import io.cadastre.engine.connector.ConnectorCatalogue;
import io.cadastre.engine.onboarding.Question;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.RelationshipType;
import io.cadastre.web.http.Problem;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The connectors there are, the unusable ones with their reasons. */
public final class ConnectorsApi {
    private final ConnectorCatalogue catalogue;

    public ConnectorsApi(ConnectorCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** A connector; what is not known of a broken one is null or empty. */
    record ConnectorView(
            String name,
            String displayName,
            @Nullable String description,
            @Nullable String version,
            @Nullable String icon,
            List<String> scopes,
            String status,
            List<String> problems,
            SchemaView schema,
            OnboardingView onboarding) {
        static ConnectorView of(CatalogueEntry entry) {
            Optional<ConnectorDefinition> definition = entry.definition();
            return new ConnectorView(
                    entry.name(),
                    definition.map(ConnectorDefinition::displayName).orElse(entry.name()),
                    definition.map(ConnectorDefinition::description).orElse(null),
                    definition.map(ConnectorDefinition::version).orElse(null),
                    definition.map(ConnectorDefinition::icon).orElse(null),
                    definition.map(ConnectorDefinition::permissions).orElse(List.of()),
                    entry.status().name().toLowerCase(Locale.ROOT),
                    entry.problems(),
                    definition.map(SchemaView::of).orElse(new SchemaView(List.of(), List.of())),
                    definition.map(OnboardingView::of).orElse(new OnboardingView(List.of())));
        }
    }

    record SchemaView(List<TypeView> entityTypes, List<RelationshipView> relationships) {
        static SchemaView of(ConnectorDefinition definition) {
            return new SchemaView(
                    definition.schema().entityTypes().stream().map(TypeView::of).toList(),
                    definition.schema().links().keySet().stream()
                            .map(RelationshipView::of)
                            .toList());
        }
    }

    record TypeView(String name, List<String> classes, List<FieldView> fields) {
        static TypeView of(EntityType<?> type) {
            return new TypeView(
                    type.name(),
                    type.classes().stream().map(EntityClass::name).toList(),
                    type.fields().stream().map(FieldView::of).toList());
        }
    }

    record FieldView(String name, String kind, boolean required, boolean indexed, String description) {
        static FieldView of(Field<?, ?> field) {
            return new FieldView(
                    field.name(),
                    field.kind().toString(),
                    field.options().required(),
                    field.options().indexed(),
                    field.options().description());
        }
    }

    record RelationshipView(String from, String verb, String to) {
        static RelationshipView of(RelationshipType type) {
            return new RelationshipView(type.from(), type.verb().name(), type.to());
        }
    }

    record OnboardingView(List<QuestionView> steps) {
        static OnboardingView of(ConnectorDefinition definition) {
            return new OnboardingView(definition.onboarding().steps().stream()
                    .map(Question::of)
                    .map(QuestionView::of)
                    .toList());
        }
    }

    /** By the names that people know. */
    public void list(Context ctx) {
        Answers.json(
                ctx,
                new Page<>(
                        catalogue.entries().stream()
                                .map(ConnectorView::of)
                                .sorted(Comparator.comparing(ConnectorView::displayName, String.CASE_INSENSITIVE_ORDER))
                                .toList(),
                        null));
    }

    public void get(Context ctx) {
        String name = ctx.pathParam("name");
        Answers.json(
                ctx,
                catalogue.entries().stream()
                        .filter(entry -> entry.name().equals(name))
                        .findFirst()
                        .map(ConnectorView::of)
                        .orElseThrow(() -> Problem.notFound("connector", name)));
    }
}
