package io.cadastre.connectors.kubernetes;

import io.cadastre.connectors.kubernetes.model.Cluster;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.Health;
import io.cadastre.spi.Installation;
import io.cadastre.spi.http.Http;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.step.Step;
import io.cadastre.spi.step.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One cluster. */
final class KubernetesInstallation implements Installation {
    private final KubernetesSettings settings;

    KubernetesInstallation(KubernetesSettings settings) {
        this.settings = settings;
    }

    @Override
    public Optional<HttpSettings> http() {
        return Optional.of(settings.http());
    }

    @Override
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        steps.add(Step.named("cluster", "Cluster").produces(Cluster.TYPE).runs(this::cluster));
        for (Kind kind : Kinds.ALL) {
            steps.add(Step.named(kind.plural(), "List " + kind.plural())
                    .produces(kind.outputs().toArray(Output[]::new))
                    .runs(new KindStep(kind, settings.pageSize())));
        }
        return steps;
    }

    private void cluster(StepContext context) throws Exception {
        Json version = context.http().json(HttpCall.get("/version"));
        context.emit(Cluster.TYPE
                .input(Kinds.CLUSTER.key())
                .displayName(settings.baseUrl().getHost())
                .set(Cluster.NAME, settings.baseUrl().getHost())
                .set(Cluster.URL, settings.baseUrl().toString())
                .set(Cluster.VERSION, version.text("gitVersion"))
                .set(Cluster.PLATFORM, version.text("platform"))
                .build());
    }

    /** Everybody whom the server knows may ask what it serves, and nobody else. */
    private static void check(Http http) throws ConnectorException, InterruptedException {
        http.json(HttpCall.get("/apis")).elements("groups");
    }

    @Override
    public Health health(Env env) throws ConnectorException, InterruptedException {
        check(env.http());
        return Health.healthy("The API server answers.");
    }

    static List<Config.Problem> problems(KubernetesSettings settings, Env env) throws InterruptedException {
        try {
            check(env.http(settings.http()));
            return List.of();
        } catch (ConnectorException.Authentication | ConnectorException.Permission e) {
            return List.of(new Config.Problem(
                    KubernetesSettings.TOKEN.name(), "The API server refuses the token: " + e.getMessage()));
        } catch (ConnectorException e) {
            return List.of(new Config.Problem(KubernetesSettings.BASE_URL.name(), String.valueOf(e.getMessage())));
        }
    }
}
