package io.cadastre.server.bench;

import io.cadastre.server.bench.data.Estate;
import io.cadastre.server.bench.data.Kind;
import io.cadastre.server.bench.data.Property;
import io.cadastre.server.bench.data.Relation;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.model.RawRef;
import io.cadastre.spi.model.RelationshipInput;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.model.Verb;
import io.cadastre.spi.step.Step;
import io.cadastre.spi.step.StepContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Emits an {@link Estate}, in steps, all of it each time, so that every listing is complete. */
final class SyntheticConnector implements ConnectorModule {
    static final String NAME = "synthetic";

    private static final EntityType<Object> MACHINE = type(Kind.MACHINE, EntityClass.HOST);
    private static final EntityType<Object> ACCOUNT = type(Kind.ACCOUNT, EntityClass.ACCOUNT);
    private static final List<Output> LINKS = links();

    private volatile Estate estate = Estate.of(0);

    private static EntityType<Object> type(Kind kind, EntityClass entityClass) {
        EntityType<Object> type =
                EntityType.named(NAME + "_" + kind.word()).classes(entityClass).keyed("key");
        for (Property property : Property.all()) {
            switch (property.shape()) {
                case STRING -> type.string(property.field());
                case INTEGER -> type.integer(property.field());
                case DECIMAL -> type.decimal(property.field());
                case BOOLEAN -> type.bool(property.field());
                case INSTANT -> type.instant(property.field());
                case STRINGS -> type.strings(property.field());
            }
        }
        return type;
    }

    private static EntityType<Object> type(Kind kind) {
        return switch (kind) {
            case MACHINE -> MACHINE;
            case ACCOUNT -> ACCOUNT;
        };
    }

    private static List<Output> links() {
        List<Output> links = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (Relation relation : Relation.values()) {
                links.add(type(kind)
                        .collection(
                                relation.name().toLowerCase(java.util.Locale.ROOT),
                                () -> type(relation.target()),
                                Verb.named(relation.name())));
            }
        }
        return links;
    }

    /** What the next sync finds. */
    void holds(Estate value) {
        estate = value;
    }

    @Override
    public ConnectorDefinition definition() {
        return ConnectorDefinition.of(
                NAME, "Synthetic", "Made-up assets, to measure with.", Schema.of(NAME, MACHINE, ACCOUNT));
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) {
        Estate now = estate;
        return Installation.of(
                Step.named("machines", "Machines")
                        .produces(MACHINE)
                        .runs(context -> entities(context, now, Kind.MACHINE)),
                Step.named("accounts", "Accounts")
                        .produces(ACCOUNT)
                        .runs(context -> entities(context, now, Kind.ACCOUNT)),
                Step.named("relationships", "What leads where")
                        .produces(LINKS.toArray(Output[]::new))
                        .runs(context -> relationships(context, now)));
    }

    private static void entities(StepContext context, Estate estate, Kind kind) {
        estate.numbers(kind).forEach(number -> {
            Map<String, Object> properties = new LinkedHashMap<>(estate.properties(number));
            context.emit(new EntityInput(
                    type(kind).name(),
                    estate.key(number),
                    String.valueOf(properties.get(Property.NAME.field())),
                    properties));
        });
    }

    private static void relationships(StepContext context, Estate estate) {
        estate.numbers().forEach(number -> {
            for (Relation relation : Relation.values()) {
                int target = estate.target(number, relation);
                if (target >= 0) {
                    context.emit(new RelationshipInput(
                            relation.name(), ref(estate, number), ref(estate, target), "", Map.of()));
                }
            }
        });
    }

    private static RawRef ref(Estate estate, int number) {
        return new RawRef(type(estate.kind(number)).name(), estate.key(number));
    }
}
