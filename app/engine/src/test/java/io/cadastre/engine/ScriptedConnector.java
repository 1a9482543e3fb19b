package io.cadastre.engine;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.LinkProperty;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.model.Verb;
import io.cadastre.spi.step.Step;
import java.util.List;

/** A connector whose steps a test sets before each sync. */
public final class ScriptedConnector implements ConnectorModule {
    /** A host. */
    public static final class TestHost {
        public static final EntityType<TestHost> TYPE = EntityType.<TestHost>named("test_host")
                .classes(EntityClass.HOST)
                .keyed("id");
        public static final Field<TestHost, String> NAME = TYPE.string("name");
        public static final Field<TestHost, Long> CORES = TYPE.integer("cores");
        public static final Field<TestHost, String> DETAIL = TYPE.json("detail");
        public static final CollectionField<TestHost, TestUser> USERS =
                TYPE.collection("users", () -> TestUser.TYPE, Verb.HAS, LinkProperty.string("role"));

        private TestHost() {}
    }

    /** A user. */
    public static final class TestUser {
        public static final EntityType<TestUser> TYPE = EntityType.<TestUser>named("test_user")
                .classes(EntityClass.USER)
                .keyed("id");
        public static final Field<TestUser, String> EMAIL = TYPE.string("email");
        public static final Field<TestUser, String> LOGIN = TYPE.string("login", FieldOption.required());

        private TestUser() {}
    }

    public static final Schema SCHEMA = Schema.of("test", TestHost.TYPE, TestUser.TYPE);

    private final String name;
    private final Schema schema;
    private volatile List<Step> steps = List.of();

    public ScriptedConnector(String name) {
        this(name, SCHEMA);
    }

    /** One with another schema. */
    public ScriptedConnector(String name, Schema schema) {
        this.name = name;
        this.schema = schema;
    }

    public void steps(Step... value) {
        steps = List.of(value);
    }

    /** A step that emits hosts of the given keys. */
    public static Step hosts(String... keys) {
        return Step.named("hosts", "Collect hosts").produces(TestHost.TYPE).runs(context -> {
            for (String key : keys) {
                context.emit(host(key));
            }
        });
    }

    /** A step that emits users of the given keys. */
    public static Step users(String... keys) {
        return Step.named("users", "Collect users").produces(TestUser.TYPE).runs(context -> {
            for (String key : keys) {
                context.emit(user(key));
            }
        });
    }

    public static EntityInput host(String key) {
        return EntityInput.of(TestHost.TYPE, key)
                .set(TestHost.NAME, "host " + key)
                .build();
    }

    public static EntityInput user(String key) {
        return EntityInput.of(TestUser.TYPE, key).set(TestUser.LOGIN, key).build();
    }

    @Override
    public ConnectorDefinition definition() {
        return ConnectorDefinition.of(name, "Scripted", "For tests.", schema);
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) throws ConnectorException {
        return Installation.of(steps.toArray(Step[]::new));
    }
}
