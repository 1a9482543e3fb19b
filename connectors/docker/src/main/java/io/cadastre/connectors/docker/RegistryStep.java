package io.cadastre.connectors.docker;

import io.cadastre.connectors.docker.model.DockerRegistry;
import io.cadastre.connectors.docker.model.DockerRepository;
import io.cadastre.connectors.docker.model.DockerRepositoryImage;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.http.Http;
import io.cadastre.spi.http.HttpAnswer;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.http.Pages;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.step.Emitter;
import io.cadastre.spi.step.Step;
import io.cadastre.spi.step.StepContext;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is asked of a registry: its catalogue, the tags of each repository, and what each tag is. */
final class RegistryStep {
    static final String CATALOGUE = "registry:catalog:*";

    private static final String PAGE = "100";
    private static final String MANIFESTS = "application/vnd.docker.distribution.manifest.v2+json,"
            + " application/vnd.docker.distribution.manifest.list.v2+json,"
            + " application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json";

    private final DockerSettings settings;

    /** What several tags of a repository may be. */
    private record Manifest(Json json, List<String> tags) {}

    RegistryStep(DockerSettings settings) {
        this.settings = settings;
    }

    Step step() {
        return Step.named("registry", "Registry")
                .produces(
                        DockerRegistry.TYPE,
                        DockerRepository.TYPE,
                        DockerRepositoryImage.TYPE,
                        DockerRegistry.REPOSITORIES,
                        DockerRepository.IMAGES)
                .runs(this::run);
    }

    private void run(StepContext context) throws Exception {
        Http http = settings.registry(context);
        URI url = settings.registry().orElseThrow();
        EntityRef<DockerRegistry> registry = DockerRegistry.TYPE.ref(url.getRawAuthority());
        context.emit(DockerRegistry.TYPE
                .input(registry.key())
                .displayName(registry.key())
                .set(DockerRegistry.NAME, registry.key())
                .set(DockerRegistry.URL, url.toString())
                .set(DockerRegistry.HTTPS, "https".equalsIgnoreCase(url.getScheme()))
                .build());
        HttpCall catalogue = HttpCall.get("/v2/_catalog").query("n", PAGE).needing(CATALOGUE);
        List<String> names = new ArrayList<>();
        context.follow(
                "repositories",
                Pages.byLink(http, catalogue, answer -> answer.elements("repositories")),
                repositories -> {
                    for (Json repository : repositories) {
                        names.add(repository.text());
                    }
                });
        for (String name : names) {
            EntityRef<DockerRepository> repository = DockerRepository.TYPE.ref(registry.key() + "/" + name);
            context.emit(DockerRepository.TYPE
                    .input(repository.key())
                    .displayName(repository.key())
                    .set(DockerRepository.NAME, name)
                    .build());
            context.emit(DockerRegistry.REPOSITORIES.between(registry, repository));
            context.scope(repository, emitter -> images(emitter, http, repository, name));
        }
    }

    private static HttpCall of(String name, String what, String operation) {
        return HttpCall.get("/v2/" + name + what)
                .named("GET /v2/{name}" + operation)
                .needing("repository:" + name + ":pull");
    }

    private static void images(Emitter emitter, Http http, EntityRef<DockerRepository> repository, String name)
            throws Exception {
        Map<String, Manifest> manifests = new TreeMap<>();
        emitter.follow(
                "tags",
                Pages.byLink(http, of(name, "/tags/list", "/tags/list").query("n", PAGE), RegistryStep::tags),
                tags -> {
                    for (Json tag : tags) {
                        manifest(http, name, tag.text(), manifests);
                    }
                });
        for (Map.Entry<String, Manifest> found : manifests.entrySet()) {
            List<String> tags = found.getValue().tags().stream().sorted().toList();
            Json manifest = found.getValue().json();
            Optional<Json> layers = manifest.maybe("layers").known();
            String key = repository.key() + "@" + found.getKey();
            var image = DockerRepositoryImage.TYPE
                    .input(key)
                    .displayName(repository.key() + ":" + tags.getFirst())
                    .set(DockerRepositoryImage.NAME, name + ":" + tags.getFirst())
                    .set(DockerRepositoryImage.DIGEST, found.getKey())
                    .set(DockerRepositoryImage.TAGS, tags)
                    .set(DockerRepositoryImage.MEDIA_TYPE, manifest.maybeText("mediaType"));
            if (layers.isPresent()) {
                List<String> digests = new ArrayList<>();
                long size = 0;
                for (Json layer : layers.get().elements()) {
                    digests.add(layer.text("digest"));
                    size += layer.integer("size");
                }
                image.set(DockerRepositoryImage.LAYERS, digests).set(DockerRepositoryImage.SIZE_BYTES, size);
            }
            emitter.emit(image.build());
            emitter.emit(DockerRepository.IMAGES.between(repository, DockerRepositoryImage.TYPE.ref(key)));
        }
    }

    /** A repository that lost all its tags has null for them. */
    private static List<Json> tags(Json answer) throws ConnectorException.BadData {
        Optional<Json> tags = answer.maybe("tags").known();
        return tags.isPresent() ? tags.get().elements() : List.of();
    }

    private static void manifest(Http http, String name, String tag, Map<String, Manifest> manifests)
            throws ConnectorException, InterruptedException {
        HttpAnswer answer;
        try {
            answer = http.send(of(name, "/manifests/" + tag, "/manifests/{tag}").header("Accept", MANIFESTS));
        } catch (ConnectorException.NotFound e) {
            // The tag went away since it was listed.
            return;
        }
        String digest = answer.header("Docker-Content-Digest")
                .orElseThrow(() -> new ConnectorException.BadData("A manifest came without its digest.", null));
        Json json = answer.json();
        manifests
                .computeIfAbsent(digest, none -> new Manifest(json, new ArrayList<>()))
                .tags()
                .add(tag);
    }
}
