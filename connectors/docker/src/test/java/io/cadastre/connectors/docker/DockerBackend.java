package io.cadastre.connectors.docker;

import io.cadastre.connectors.conformance.FakeApi;
import io.cadastre.connectors.conformance.HttpBackend;
import io.cadastre.connectors.conformance.Listing;
import io.cadastre.connectors.docker.model.DockerContainer;
import io.cadastre.connectors.docker.model.DockerEngine;
import io.cadastre.connectors.docker.model.DockerImage;
import io.cadastre.connectors.docker.model.DockerNetwork;
import io.cadastre.connectors.docker.model.DockerVolume;
import io.cadastre.spi.model.EntityType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A small engine, with as much in its answers as Docker 20.10 gives. */
final class DockerBackend extends HttpBackend {
    private static final Listing IMAGES = new Listing(DockerImage.TYPE, "/images/json");
    private static final Listing CONTAINERS = new Listing(DockerContainer.TYPE, "/containers/json");

    private final FakeApi api;

    DockerBackend() {
        this(FakeApi.start());
    }

    private DockerBackend(FakeApi api) {
        super(api.baseUrl());
        this.api = api;
        answer("/version", "{'Version':'20.10.24'}");
        answer(
                "/info",
                "{'ID':'AAAA:BBBB','Name':'web1','ServerVersion':'20.10.24','SecurityOptions':null,'Labels':[]}");
        answer("/networks", "[{'Id':'n1','Name':'bridge','Driver':'bridge','IPAM':{'Config':null},'Labels':{}}]");
        answer("/volumes", "{'Volumes':[{'Name':'data','Driver':'local','Labels':null}],'Warnings':null}");
        populate(IMAGES, 1);
        populate(CONTAINERS, 1);
    }

    private void answer(String path, String json) {
        api.get(path, query -> json.replace('\'', '"'));
    }

    private static String image(int number) {
        return "{'Id':'sha256:i" + number + "','RepoTags':['app:" + number + "'],'RepoDigests':['hub/app@sha256:d"
                + number
                + "'],'Size':10,'Config':{'Env':['TOKEN=hidden'],'Labels':null},'RootFS':{'Layers':['sha256:l1']}}";
    }

    private static String container(int number) {
        return "{'Id':'c" + number + "','Name':'/app" + number
                + "','Image':'sha256:i1','Created':'2026-01-02T03:04:05.6Z',"
                + "'State':{'Status':'running','Running':true},'Config':{'Image':'app:1','Env':null,'Labels':{'team':'web'}},"
                + "'HostConfig':{'NetworkMode':'bridge','PidMode':'','RestartPolicy':{'Name':''}},"
                + "'Mounts':[{'Type':'volume','Name':'data','Source':'/v','Destination':'/data','RW':true}],"
                + "'NetworkSettings':{'Ports':{'80/tcp':[{'HostIp':'0.0.0.0','HostPort':'8080'}]},"
                + "'Networks':{'bridge':{'NetworkID':'n1','IPAddress':'172.17.0." + number + "'}}}}";
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("engineUrl", baseUrl().toString());
    }

    @Override
    public List<Listing> listings() {
        return List.of(IMAGES, CONTAINERS);
    }

    @Override
    public Set<EntityType<?>> types() {
        return Set.of(DockerEngine.TYPE, DockerImage.TYPE, DockerContainer.TYPE, DockerNetwork.TYPE, DockerVolume.TYPE);
    }

    @Override
    public void populate(Listing listing, int items) {
        boolean images = listing.equals(IMAGES);
        String kind = images ? "images/sha256:i" : "containers/c";
        IntFunction<String> one = images ? DockerBackend::image : DockerBackend::container;
        IntStream.rangeClosed(1, items).forEach(number -> answer("/" + kind + number + "/json", one.apply(number)));
        answer(
                images ? "/images/json" : "/containers/json",
                IntStream.rangeClosed(1, items).mapToObj(one).collect(Collectors.joining(",", "[", "]")));
    }

    @Override
    public void close() {
        super.close();
        api.close();
    }
}
