package io.cadastre.engine.credential;

import io.cadastre.engine.ScriptedConnector;
import io.cadastre.engine.ScriptedConnector.TestHost;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.step.Step;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A connector that needs a key, and writes down which it was given. */
final class KeyedConnector implements ConnectorModule {
    final List<String> used = new CopyOnWriteArrayList<>();
    final List<Credential> handles = new CopyOnWriteArrayList<>();

    @Override
    public ConnectorDefinition definition() {
        return ConnectorDefinition.of("keyed", "Keyed", "For tests.", ScriptedConnector.SCHEMA)
                .config(ConfigField.text("region", "Region", "north", "Which part."))
                .credentials(
                        CredentialField.string("apiKey", "API key", "From the settings."),
                        CredentialField.string("spareKey", "Spare key", "Another one.")
                                .optional(),
                        CredentialField.oauthRefresh("app", "App", "An OAuth client.")
                                .optional());
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) {
        return Installation.of(
                Step.named("hosts", "Collect hosts").produces(TestHost.TYPE).runs(context -> {
                    Credential key = credentials.string("apiKey");
                    handles.add(key);
                    key.use(used::add);
                    context.log().info("Read with " + key);
                    context.emit(ScriptedConnector.host("one"));
                }));
    }
}
