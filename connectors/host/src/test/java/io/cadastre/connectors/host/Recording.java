package io.cadastre.connectors.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.http.Http;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.Link;
import io.cadastre.spi.model.LinkProperty;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.model.RelationshipInput;
import io.cadastre.spi.model.RelationshipType;
import io.cadastre.spi.model.Verb;
import io.cadastre.spi.operation.Operations;
import io.cadastre.spi.page.PageSource;
import io.cadastre.spi.step.CollectedEntity;
import io.cadastre.spi.step.OpenScope;
import io.cadastre.spi.step.Outcome;
import io.cadastre.spi.step.PriorData;
import io.cadastre.spi.step.Standing;
import io.cadastre.spi.step.Step;
import io.cadastre.spi.step.StepContext;
import io.cadastre.spi.step.StepLog;
import io.cadastre.spi.step.StepMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Runs steps as the engine does, one after the other, and keeps what they emit. Everything emitted is checked against
 * the declared schema and the outputs of the step; what does not fit fails the test.
 */
final class Recording {
    final Map<String, EntityInput> entities = new LinkedHashMap<>();
    final Set<RelationshipInput> relationships = new LinkedHashSet<>();

    /** By output name. */
    final Map<String, Outcome> outcomes = new LinkedHashMap<>();

    static Recording of(List<Step> steps) throws InterruptedException {
        Recording recording = new Recording();
        Set<String> failed = new LinkedHashSet<>();
        for (Step step : steps) {
            recording.run(step, failed);
        }
        return recording;
    }

    private void run(Step step, Set<String> failed) throws InterruptedException {
        for (Output output : step.outputs()) {
            outcomes.putIfAbsent(output.outputName(), new Outcome.Complete());
        }
        if (step.dependsOn().stream().anyMatch(failed::contains)) {
            failed.add(step.id());
            end(step, new Outcome.Skipped("a step before it failed"));
            return;
        }
        try {
            step.body().run(new Context(step));
        } catch (InterruptedException e) {
            throw e;
        } catch (ConnectorException.Permission e) {
            failed.add(step.id());
            end(step, new Outcome.Denied(e.permission()));
        } catch (Exception e) {
            failed.add(step.id());
            end(step, new Outcome.Failed(String.valueOf(e)));
        }
    }

    private void end(Step step, Outcome outcome) {
        step.outputs().forEach(output -> outcomes.merge(output.outputName(), outcome, Outcome::and));
    }

    List<EntityInput> all(EntityType<?> type) {
        return entities.values().stream()
                .filter(entity -> entity.type().equals(type.name()))
                .toList();
    }

    EntityInput one(EntityType<?> type, String key) {
        EntityInput entity = entities.get(type.name() + " " + key);
        assertThat(entity).as("%s '%s'", type, key).isNotNull();
        return Objects.requireNonNull(entity);
    }

    Outcome outcome(Output output) {
        return Objects.requireNonNull(outcomes.get(output.outputName()));
    }

    /** The keys at both ends, as "from to". */
    Set<String> ends(Link<?, ?> link) {
        RelationshipType type = link.relationshipType();
        Set<String> ends = new LinkedHashSet<>();
        for (RelationshipInput relationship : relationships) {
            if (type.equals(typeOf(relationship))) {
                ends.add(relationship.from().key() + " -> " + relationship.to().key());
            }
        }
        return ends;
    }

    private static RelationshipType typeOf(RelationshipInput relationship) {
        return new RelationshipType(
                relationship.from().type(),
                Verb.named(relationship.verb()),
                relationship.to().type());
    }

    /** What a running step sees. */
    private final class Context implements StepContext, PriorData {
        private final Step step;

        Context(Step step) {
            this.step = step;
        }

        @Override
        public boolean emit(EntityInput entity) {
            EntityType<?> type = HostConnector.SCHEMA.entityType(entity.type()).orElseThrow();
            assertThat(step.outputs()).as("outputs of %s", step.id()).contains(type);
            assertThat(entity.key()).isNotEmpty();
            Map<String, Field<?, ?>> declared = new HashMap<>();
            for (Field<?, ?> field : type.fields()) {
                declared.put(field.name(), field);
                if (field.options().required()) {
                    assertThat(entity.values()).as("required of %s", entity).containsKey(field.name());
                }
            }
            entity.values().forEach((name, value) -> {
                assertThat(declared).as("fields of %s", type).containsKey(name);
                assertThat(value != null
                                && Objects.requireNonNull(declared.get(name)).accepts(value))
                        .as("%s.%s accepts %s", type, name, value)
                        .isTrue();
            });
            entities.put(entity.type() + " " + entity.key(), entity);
            return true;
        }

        @Override
        public boolean emit(RelationshipInput relationship) {
            RelationshipType type = typeOf(relationship);
            Link<?, ?> link = HostConnector.SCHEMA.links().get(type);
            assertThat(link).as("a link for %s", type).isNotNull();
            List<String> outputs =
                    step.outputs().stream().map(Output::outputName).toList();
            assertThat(outputs).as("outputs of %s", step.id()).contains(type.toString());
            Map<String, LinkProperty<?>> properties = new HashMap<>();
            Objects.requireNonNull(link).properties().forEach(property -> properties.put(property.name(), property));
            relationship.properties().forEach((name, value) -> {
                assertThat(properties).containsKey(name);
                assertThat(Objects.requireNonNull(properties.get(name)).kind().accepts(value))
                        .isTrue();
            });
            relationships.add(relationship);
            return true;
        }

        @Override
        public boolean enrich(EntityInput entity) {
            throw new UnsupportedOperationException("This connector adds to nothing.");
        }

        @Override
        public void gone(EntityRef<?> ref) {
            throw new UnsupportedOperationException("This connector is told of nothing that went.");
        }

        @Override
        public void unchanged(String validator) {
            throw new UnsupportedOperationException("This connector's sources have no validators.");
        }

        @Override
        public void unchanged(Output output, String validator) {
            throw new UnsupportedOperationException("This connector's sources have no validators.");
        }

        @Override
        public <T> void follow(String listing, PageSource<T> pages, Items<T> items) {
            throw new UnsupportedOperationException("This connector reads no pages.");
        }

        @Override
        public Operations ops() {
            throw new UnsupportedOperationException("This connector calls nobody.");
        }

        @Override
        public Http http() {
            throw new UnsupportedOperationException("This connector calls nobody.");
        }

        @Override
        public Http http(HttpSettings settings) {
            throw new UnsupportedOperationException("This connector calls nobody.");
        }

        @Override
        public void partial(String reason) {
            end(step, new Outcome.Partial(reason));
        }

        @Override
        public void partial(Output output, String reason) {
            assertThat(step.outputs()).contains(output);
            outcomes.merge(output.outputName(), new Outcome.Partial(reason), Outcome::and);
        }

        @Override
        public void denied(String permission) {
            end(step, new Outcome.Denied(permission));
        }

        @Override
        public void denied(Output output, String permission) {
            assertThat(step.outputs()).contains(output);
            outcomes.merge(output.outputName(), new Outcome.Denied(permission), Outcome::and);
        }

        @Override
        public <E> Optional<Standing<E>> standing(EntityType<E> type, Duration wholeEvery) {
            return Optional.empty();
        }

        @Override
        public OpenScope openScope(EntityRef<?> parent) {
            throw new UnsupportedOperationException("This connector lists nothing under a parent.");
        }

        @Override
        public void scope(EntityRef<?> parent, ScopeBody work) {
            throw new UnsupportedOperationException("This connector lists nothing under a parent.");
        }

        @Override
        public PriorData prior() {
            return this;
        }

        @Override
        public <E> Stream<CollectedEntity<E>> entities(EntityType<E> type) {
            List<CollectedEntity<E>> collected = new ArrayList<>();
            for (EntityInput entity : all(type)) {
                Map<String, Object> values = new HashMap<>();
                entity.values().forEach((name, value) -> values.put(name, Objects.requireNonNull(value)));
                collected.add(new CollectedEntity<>(type.ref(entity.key()), values));
            }
            return collected.stream();
        }

        @Override
        public <E> Optional<CollectedEntity<E>> find(EntityRef<E> ref) {
            return entities(ref.type())
                    .filter(entity -> entity.ref().equals(ref))
                    .findFirst();
        }

        @Override
        public StepLog log() {
            return new StepLog() {
                @Override
                public void info(String message) {}

                @Override
                public void warn(String message) {}
            };
        }

        @Override
        public void progress(long done, long total) {
            assertThat(done).isBetween(0L, total);
        }

        @Override
        public boolean cancelled() {
            return false;
        }

        @Override
        public StepMetrics metrics() {
            return () -> {};
        }
    }
}
