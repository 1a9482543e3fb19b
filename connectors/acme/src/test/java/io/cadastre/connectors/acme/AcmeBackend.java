package io.cadastre.connectors.acme;

import io.cadastre.connectors.acme.model.AcmeFile;
import io.cadastre.connectors.acme.model.AcmeProject;
import io.cadastre.connectors.acme.model.AcmeTask;
import io.cadastre.connectors.acme.model.AcmeUser;
import io.cadastre.connectors.acme.model.AcmeWorkspace;
import io.cadastre.connectors.acme.server.AcmeData;
import io.cadastre.connectors.acme.server.AcmeSeed;
import io.cadastre.connectors.acme.server.AcmeServer;
import io.cadastre.connectors.acme.server.Kind;
import io.cadastre.connectors.conformance.HttpBackend;
import io.cadastre.connectors.conformance.Listing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A small tenant with pages of two, behind a proxy that goes wrong. */
final class AcmeBackend extends HttpBackend {
    private static final int PAGE = 2;

    private static final Map<Kind, Listing> LISTINGS = Map.of(
            Kind.WORKSPACE, new Listing(AcmeWorkspace.TYPE, "/api/workspaces"),
            Kind.USER, new Listing(AcmeUser.TYPE, "/api/users"),
            Kind.PROJECT, new Listing(AcmeProject.TYPE, "/api/projects"),
            Kind.TASK, new Listing(AcmeTask.TYPE, "/api/tasks"),
            Kind.FILE, new Listing(AcmeFile.TYPE, "/api/files"));

    private final AcmeServer server;
    private final AcmeData data;
    private final Random random = new Random(3);

    AcmeBackend() {
        this(AcmeServer.start(new AcmeSeed(1, 2, 1, 2, 1).fill(3)));
    }

    private AcmeBackend(AcmeServer server) {
        super(server.baseUrl());
        this.server = server;
        this.data = server.data();
        server.pages(PAGE);
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("baseUrl", baseUrl().toString(), "incremental", false);
    }

    @Override
    public Map<String, Object> incrementalConfig() {
        return Map.of("baseUrl", baseUrl().toString(), "incremental", true);
    }

    @Override
    public Map<String, Object> credentials() {
        return Map.of("apiKey", server.apiKey());
    }

    @Override
    public List<Listing> listings() {
        return List.copyOf(LISTINGS.values());
    }

    @Override
    public int pageSize() {
        return PAGE;
    }

    @Override
    public void populate(Listing listing, int items) {
        Kind kind = List.of(Kind.values()).stream()
                .filter(candidate -> listing.equals(LISTINGS.get(candidate)))
                .findFirst()
                .orElseThrow();
        List<String> ids = data.ids(kind);
        ids.stream().skip(items).toList().forEach(data::delete);
        for (int i = ids.size(); i < items; i++) {
            data.create(kind, fields(kind, kind.singular() + " " + i));
        }
    }

    /** The tenant has one workspace and one project, so all of a kind are in one listing. */
    private Map<String, @Nullable Object> fields(Kind kind, String name) {
        List<String> people = data.ids(Kind.USER);
        return switch (kind) {
            case WORKSPACE -> new LinkedHashMap<>(Map.of("name", name));
            case USER -> AcmeSeed.user(data.ids(Kind.WORKSPACE).getFirst(), name, random);
            case PROJECT -> AcmeSeed.project(data.ids(Kind.WORKSPACE).getFirst(), name, people, random);
            case TASK -> AcmeSeed.task(data.ids(Kind.PROJECT).getFirst(), name, people, random);
            case FILE -> AcmeSeed.file(data.ids(Kind.PROJECT).getFirst(), name, people, random);
        };
    }

    @Override
    public void close() {
        super.close();
        server.close();
    }
}
