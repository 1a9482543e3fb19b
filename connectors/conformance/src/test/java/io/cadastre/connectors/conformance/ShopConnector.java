package io.cadastre.connectors.conformance;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Env;
import io.cadastre.spi.Health;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.http.Http;
import io.cadastre.spi.http.HttpAuth;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.http.Pages;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.page.PageSource;
import io.cadastre.spi.step.Step;
import io.cadastre.spi.step.StepContext;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A small connector that does everything right; those that do something wrong are made of it. */
public class ShopConnector implements ConnectorModule {
    private static final Schema SCHEMA = Schema.of("shop", Thing.TYPE);

    @Override
    public ConnectorDefinition definition() {
        return ConnectorDefinition.of("shop", "Shop", "A shop.", SCHEMA)
                .config(ConfigField.requiredText("baseUrl", "Base URL", "https://shop.example", "Where it is."))
                .credentials(CredentialField.string("token", "Token", "What opens it."));
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) throws ConnectorException {
        Credential token = credentials.string("token");
        HttpSettings settings =
                HttpSettings.at(URI.create(config.text("baseUrl"))).auth(new HttpAuth.Bearer(token));
        return new Installation() {
            @Override
            public Optional<HttpSettings> http() {
                return Optional.of(settings);
            }

            @Override
            public List<Step> steps() {
                return List.of(
                        Step.named("things", "Things").produces(Thing.TYPE).runs(context -> list(context, token)));
            }

            @Override
            public Health health(Env env) throws ConnectorException, InterruptedException {
                return ShopConnector.this.health(env);
            }
        };
    }

    Health health(Env env) throws ConnectorException, InterruptedException {
        env.http().json(HttpCall.get("/things")).elements("items");
        return Health.healthy("It is open.");
    }

    void list(StepContext context, Credential token) throws Exception {
        context.follow("things", pages(context.http()), items -> {
            for (Json item : items) {
                context.emit(Thing.TYPE
                        .input(item.text("id"))
                        .displayName(item.text("id"))
                        .set(Thing.LABEL, label(item))
                        .build());
            }
        });
    }

    PageSource<Json> pages(Http http) {
        return Pages.byToken(
                http,
                HttpCall.get("/things"),
                "after",
                answer -> answer.elements("items"),
                answer -> answer.has("next") ? Optional.of(answer.text("next")) : Optional.empty());
    }

    String label(Json item) throws ConnectorException {
        return item.text("id");
    }
}
