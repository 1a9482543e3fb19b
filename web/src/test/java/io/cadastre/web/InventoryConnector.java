package io.cadastre.web;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Env;
import io.cadastre.spi.Health;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.model.Verb;
import io.cadastre.spi.step.Step;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Two hosts, the first of which has three users. A sync with {@code hang} waits until it is cancelled. */
final class InventoryConnector implements ConnectorModule {
    static final class TestHost {
        static final EntityType<TestHost> TYPE = EntityType.<TestHost>named("test_host")
                .classes(EntityClass.HOST)
                .keyed("id");
        static final Field<TestHost, String> NAME = TYPE.string("name");
        static final Field<TestHost, Long> CORES = TYPE.integer("cores");
        static final CollectionField<TestHost, TestUser> USERS =
                TYPE.collection("users", () -> TestUser.TYPE, Verb.HAS);

        private TestHost() {}
    }

    static final class TestUser {
        static final EntityType<TestUser> TYPE = EntityType.<TestUser>named("test_user")
                .classes(EntityClass.USER)
                .keyed("id");
        static final Field<TestUser, String> EMAIL = TYPE.string("email");

        private TestUser() {}
    }

    @Override
    public ConnectorDefinition definition() {
        return ConnectorDefinition.of(
                        "inventory", "Inventory", "For tests.", Schema.of("test", TestHost.TYPE, TestUser.TYPE))
                .permissions("read everything")
                .config(ConfigField.bool("hang", "Hang", false, "Whether a sync waits for its end."))
                .credentials(CredentialField.string("apiKey", "API key", "From the settings.")
                        .optional());
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) {
        boolean hang = config.bool("hang");
        // Whatever key there is, is not the right one.
        boolean refused = credentials.has("apiKey");
        List<Step> steps = List.of(Step.named("hosts", "Collect hosts and users")
                .produces(TestHost.TYPE, TestUser.TYPE, TestHost.USERS)
                .runs(context -> {
                    if (hang) {
                        new CountDownLatch(1).await();
                    }
                    if (refused) {
                        throw new ConnectorException.Unavailable("The inventory does not answer.", null);
                    }
                    context.emit(EntityInput.of(TestHost.TYPE, "h1")
                            .displayName("alpha")
                            .set(TestHost.NAME, "alpha, the \"first\"")
                            .set(TestHost.CORES, 9_007_199_254_740_993L)
                            .build());
                    context.emit(EntityInput.of(TestHost.TYPE, "h2")
                            .displayName("beta")
                            .set(TestHost.NAME, "beta")
                            .build());
                    for (String user : List.of("ann", "bob", "cid")) {
                        context.emit(EntityInput.of(TestUser.TYPE, user)
                                .displayName(user)
                                .set(TestUser.EMAIL, user + "@example.org")
                                .build());
                        context.emit(TestHost.USERS.between(TestHost.TYPE.ref("h1"), TestUser.TYPE.ref(user)));
                    }
                }));
        return new Installation() {
            @Override
            public List<Step> steps() {
                return steps;
            }

            @Override
            public Health health(Env env) {
                return Health.degraded("One rack does not answer.");
            }
        };
    }
}
