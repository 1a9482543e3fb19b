package io.cadastre.engine.pipeline;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.LinkProperty;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.model.Verb;
import io.cadastre.spi.pipeline.Item;
import io.cadastre.spi.pipeline.Pipeline;
import io.cadastre.spi.pipeline.Seeder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A connector whose pipeline each test says: a company with teams, people and documents. */
final class Org implements ConnectorModule {
    static final class Company {
        static final EntityType<Company> TYPE = EntityType.<Company>named("org_company")
                .classes(EntityClass.ORGANIZATION)
                .keyed("name");
        static final CollectionField<Company, Team> TEAMS = TYPE.collection("teams", () -> Team.TYPE, Verb.HAS);
        static final CollectionField<Company, Person> PEOPLE = TYPE.collection("people", () -> Person.TYPE, Verb.HAS);
    }

    static final class Team {
        static final EntityType<Team> TYPE =
                EntityType.<Team>named("org_team").classes(EntityClass.GROUP).keyed("name");
        static final Field<Team, String> NAME = TYPE.string("name");
        static final Field<Team, String> PURPOSE = TYPE.string("purpose");
        static final LinkProperty<String> ROLE = LinkProperty.string("role");
        static final CollectionField<Team, Person> MEMBERS =
                TYPE.collection("members", () -> Person.TYPE, Verb.HAS, ROLE);
        static final CollectionField<Team, Paper> PAPERS = TYPE.collection("papers", () -> Paper.TYPE, Verb.OWNS);
    }

    static final class Person {
        static final EntityType<Person> TYPE =
                EntityType.<Person>named("org_person").classes(EntityClass.USER).keyed("id");
        static final Field<Person, String> NAME = TYPE.string("name");
        static final Field<Person, String> EMAIL = TYPE.string("email");
        static final Field<Person, String> PHONE = TYPE.string("phone");
        static final Field<Person, String> ORDER = TYPE.string("order");
        static final Field<Person, Long> COUNT = TYPE.integer("count");
        static final Field<Person, String> KIND = TYPE.string("type");
        static final RefField<Person, Person> MANAGER =
                TYPE.ref("manager", () -> Person.TYPE, Verb.MANAGES, Direction.INCOMING);
        static final RefField<Person, Company> EMPLOYER =
                TYPE.ref("employer", () -> Company.TYPE, Verb.HAS, Direction.INCOMING);
    }

    static final class Paper {
        static final EntityType<Paper> TYPE = EntityType.<Paper>named("org_paper")
                .classes(EntityClass.DOCUMENT)
                .keyed("title");
        static final Field<Paper, String> TITLE = TYPE.string("title");
    }

    static final Schema SCHEMA =
            Schema.of("org", Company.TYPE, Team.TYPE, Person.TYPE, Paper.TYPE).rootedAt(Company.TYPE);

    /** Stores one company. */
    static final Seeder SEEDER = context ->
            context.emit(Company.TYPE.input("acme").displayName("Acme").build());

    private volatile Pipeline pipeline;

    Org(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    void does(Pipeline value) {
        pipeline = value;
    }

    @Override
    public ConnectorDefinition definition() {
        return ConnectorDefinition.of("org", "Org", "For tests.", SCHEMA);
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) {
        return Installation.of(pipeline);
    }

    static Item<Person> person(String id) {
        return Item.of(Person.TYPE.input(id).set(Person.NAME, "Person " + id).build());
    }

    static List<Item<Person>> people(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> person("p" + number))
                .toList();
    }

    static Item<Team> team(String key) {
        return Item.of(Team.TYPE.input(key).set(Team.NAME, key).build());
    }

    static Item<Paper> paper(String key) {
        return Item.of(Paper.TYPE.input(key).set(Paper.TITLE, key).build());
    }

    /** Counts calls by name. */
    static final class Calls {
        private final Map<String, Integer> counts = new TreeMap<>();

        synchronized int count(String name) {
            return counts.merge(name, 1, Integer::sum);
        }

        synchronized int of(String name) {
            return counts.getOrDefault(name, 0);
        }
    }
}
