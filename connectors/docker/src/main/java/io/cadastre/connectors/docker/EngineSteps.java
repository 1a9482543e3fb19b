package io.cadastre.connectors.docker;

import io.cadastre.connectors.docker.model.DockerContainer;
import io.cadastre.connectors.docker.model.DockerEngine;
import io.cadastre.connectors.docker.model.DockerImage;
import io.cadastre.connectors.docker.model.DockerNetwork;
import io.cadastre.connectors.docker.model.DockerVolume;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.http.Http;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.RelationshipInput;
import io.cadastre.spi.step.Emitter;
import io.cadastre.spi.step.Step;
import io.cadastre.spi.step.StepContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is asked of an engine: its listings come whole; images and containers are asked for one by one as well. */
final class EngineSteps {
    static final String READ = "the engine's API: the group 'docker', or what stands before the engine";

    private final DockerSettings settings;

    EngineSteps(DockerSettings settings) {
        this.settings = settings;
    }

    List<Step> all() {
        return List.of(
                Step.named("engine", "Engine")
                        .produces(DockerEngine.TYPE, DockerEngine.HOST)
                        .runs(this::engine),
                Step.named("images", "Images")
                        .produces(DockerImage.TYPE, DockerEngine.IMAGES, DockerImage.IDENTITY)
                        .runs(this::images),
                Step.named("containers", "Containers")
                        .produces(
                                DockerContainer.TYPE,
                                DockerEngine.CONTAINERS,
                                DockerContainer.IMAGE,
                                DockerContainer.NETWORKS,
                                DockerContainer.VOLUMES)
                        .runs(this::containers),
                Step.named("networks", "Networks")
                        .produces(DockerNetwork.TYPE, DockerEngine.NETWORKS)
                        .runs(this::networks),
                Step.named("volumes", "Volumes")
                        .produces(DockerVolume.TYPE, DockerEngine.VOLUMES)
                        .runs(this::volumes));
    }

    static HttpCall call(String target) {
        return HttpCall.get(target).needing(READ);
    }

    private void engine(StepContext context) throws Exception {
        context.emit(EngineEntities.engine(settings.engine(context).json(call("/info"))));
    }

    private static EntityRef<DockerEngine> engine(Http http) throws ConnectorException, InterruptedException {
        return DockerEngine.TYPE.ref(http.json(call("/info")).text("ID"));
    }

    private void images(StepContext context) throws Exception {
        Http http = settings.engine(context);
        EntityRef<DockerEngine> engine = engine(http);
        for (Json listed : http.json(call("/images/json")).elements()) {
            String id = listed.text("Id");
            Optional<Json> image = inspected(http, "/images/" + id + "/json", "GET /images/{id}/json");
            if (image.isPresent()) {
                emit(context, engine, DockerEngine.IMAGES, EngineEntities.image(image.get()));
            }
        }
    }

    private void containers(StepContext context) throws Exception {
        Http http = settings.engine(context);
        EntityRef<DockerEngine> engine = engine(http);
        Map<String, String> digests = new HashMap<>();
        for (Json image : http.json(call("/images/json")).elements()) {
            String id = image.text("Id");
            EngineEntities.digest(image).ifPresent(digest -> digests.put(id, digest));
        }
        for (Json listed : http.json(call("/containers/json").query("all", "1")).elements()) {
            String id = listed.text("Id");
            Optional<Json> found = inspected(http, "/containers/" + id + "/json", "GET /containers/{id}/json");
            if (found.isEmpty()) {
                continue;
            }
            Json container = found.get();
            emit(context, engine, DockerEngine.CONTAINERS, EngineEntities.container(container, digests));
            EntityRef<DockerContainer> ref = DockerContainer.TYPE.ref(id);
            for (String network : EngineEntities.networksOf(container)) {
                context.emit(DockerContainer.NETWORKS.between(ref, DockerNetwork.TYPE.ref(network)));
            }
            for (String volume : EngineEntities.volumesOf(container)) {
                context.emit(DockerContainer.VOLUMES.between(ref, volume(engine, volume)));
            }
        }
    }

    /** One of a listing; nothing if it went away since. */
    private static Optional<Json> inspected(Http http, String target, String operation)
            throws ConnectorException, InterruptedException {
        try {
            return Optional.of(http.json(call(target).named(operation)));
        } catch (ConnectorException.NotFound e) {
            return Optional.empty();
        }
    }

    private void networks(StepContext context) throws Exception {
        Http http = settings.engine(context);
        EntityRef<DockerEngine> engine = engine(http);
        for (Json network : http.json(call("/networks")).elements()) {
            emit(context, engine, DockerEngine.NETWORKS, EngineEntities.network(network));
        }
    }

    private void volumes(StepContext context) throws Exception {
        Http http = settings.engine(context);
        EntityRef<DockerEngine> engine = engine(http);
        Json answer = http.json(call("/volumes"));
        Optional<Json> warnings = answer.maybe("Warnings").known();
        if (warnings.isPresent() && !warnings.get().elements().isEmpty()) {
            context.partial("Docker could not ask all that it gets volumes from.");
        }
        Optional<Json> volumes = answer.maybe("Volumes").known();
        if (volumes.isPresent()) {
            for (Json volume : volumes.get().elements()) {
                EntityRef<DockerVolume> ref = volume(engine, volume.text("Name"));
                emit(context, engine, DockerEngine.VOLUMES, EngineEntities.volume(ref.key(), volume));
            }
        }
    }

    /** Each engine names its volumes for itself. */
    private static EntityRef<DockerVolume> volume(EntityRef<DockerEngine> engine, String name) {
        return DockerVolume.TYPE.ref(engine.key() + ":" + name);
    }

    private static <T> void emit(
            Emitter emitter,
            EntityRef<DockerEngine> engine,
            CollectionField<DockerEngine, T> field,
            EntityInput input) {
        EntityType<T> type = field.target();
        emitter.emit(input);
        RelationshipInput link = field.between(engine, type.ref(input.key()));
        emitter.emit(link);
    }
}
