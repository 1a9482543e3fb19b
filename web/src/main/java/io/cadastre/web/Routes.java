package io.cadastre.web;

import io.cadastre.cypher.read.PendingReader;
import io.cadastre.engine.push.PushedSyncs;
import io.cadastre.web.access.Access;
import io.cadastre.web.access.LoginAttempts;
import io.cadastre.web.access.LoginCodes;
import io.cadastre.web.access.Sessions;
import io.cadastre.web.api.ChangesApi;
import io.cadastre.web.api.ConnectorsApi;
import io.cadastre.web.api.CredentialsApi;
import io.cadastre.web.api.EntitiesApi;
import io.cadastre.web.api.GraphSummaries;
import io.cadastre.web.api.HeldApi;
import io.cadastre.web.api.IngestApi;
import io.cadastre.web.api.InstallationsApi;
import io.cadastre.web.api.OnboardingApi;
import io.cadastre.web.api.PendingApi;
import io.cadastre.web.api.QueryApi;
import io.cadastre.web.api.QueryPermits;
import io.cadastre.web.api.SessionApi;
import io.cadastre.web.api.Staleness;
import io.cadastre.web.api.SummaryApi;
import io.cadastre.web.api.SyncsApi;
import io.cadastre.web.api.SystemApi;
import io.cadastre.web.event.EventLog;
import io.cadastre.web.event.EventsApi;
import io.cadastre.web.ui.UiFiles;
import io.javalin.config.RoutesConfig;

/** Every address the server answers at, and the role each asks for. */
final class Routes {
    private final SystemApi system;
    private final SessionApi session;
    private final ConnectorsApi connectors;
    private final OnboardingApi onboarding;
    private final InstallationsApi installations;
    private final PendingApi pending;
    private final CredentialsApi credentials;
    private final SyncsApi syncs;
    private final HeldApi held;
    private final IngestApi ingest;
    private final EventsApi events;
    private final QueryApi queries;
    private final EntitiesApi entities;
    private final ChangesApi changes;
    private final SummaryApi summary;
    private final UiFiles ui;

    Routes(
            WebOptions options,
            Backend backend,
            EventLog log,
            Metrics metrics,
            Sessions sessions,
            LoginCodes codes,
            LoginAttempts attempts,
            UiFiles ui) {
        this.ui = ui;
        GraphSummaries summaries = new GraphSummaries(backend.summaries());
        system = new SystemApi(backend.graph(), backend.catalogue(), metrics::scrape);
        session = new SessionApi(backend.tokens(), sessions, codes, attempts);
        connectors = new ConnectorsApi(backend.catalogue());
        onboarding = new OnboardingApi(backend.onboarding());
        installations = new InstallationsApi(
                backend.installations(), backend.onboarding(), backend.syncs(), backend.health(), summaries);
        pending = new PendingApi(new PendingReader(backend.graph()), backend.installations());
        credentials = new CredentialsApi(backend.rotation());
        syncs = new SyncsApi(backend.syncs());
        held = new HeldApi(backend.syncs());
        ingest = new IngestApi(new PushedSyncs(backend.syncs(), PushedSyncs.IDLE), backend.syncs());
        events = new EventsApi(log, backend.syncs(), options.heartbeat());
        queries = new QueryApi(backend.queries(), new QueryPermits(options.queriesPerCaller()), metrics.registry());
        entities = new EntitiesApi(
                backend.entities(),
                backend.history(),
                backend.changes(),
                new Staleness(backend.freshness(), backend.syncs().held()),
                backend.installations());
        changes = new ChangesApi(backend.changes(), backend.entities(), backend.syncs(), backend.installations());
        summary = new SummaryApi(summaries, backend.installations(), backend.catalogue());
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v1/healthz", system::health, Access.PUBLIC);
        routes.get("/api/v1/readyz", system::readiness, Access.PUBLIC);
        routes.get("/api/v1/metrics", system::metrics, Access.VIEWER);
        // The usual places, where probes and scrapers look.
        routes.get("/healthz", system::health, Access.PUBLIC);
        routes.get("/readyz", system::readiness, Access.PUBLIC);
        routes.get("/metrics", system::metrics, Access.VIEWER);

        routes.get("/api/v1/session", session::get, Access.PUBLIC);
        routes.post("/api/v1/session", session::begin, Access.PUBLIC);
        routes.delete("/api/v1/session", session::end, Access.VIEWER);
        routes.post("/api/v1/session/codes", session::mintCode, Access.ADMIN);

        routes.get("/api/v1/connectors", connectors::list, Access.VIEWER);
        routes.get("/api/v1/connectors/{name}", connectors::get, Access.VIEWER);

        routes.post("/api/v1/connectors/{name}/onboarding", onboarding::begin, Access.ADMIN);
        routes.get("/api/v1/onboarding/{id}", onboarding::get, Access.ADMIN);
        routes.post("/api/v1/onboarding/{id}", onboarding::answer, Access.ADMIN);
        routes.post("/api/v1/onboarding/{id}/back", onboarding::back, Access.ADMIN);
        routes.delete("/api/v1/onboarding/{id}", onboarding::abandon, Access.ADMIN);

        routes.get("/api/v1/installations", installations::list, Access.VIEWER);
        routes.post("/api/v1/installations", installations::create, Access.ADMIN);
        routes.get("/api/v1/installations/{id}", installations::get, Access.VIEWER);
        routes.patch("/api/v1/installations/{id}", installations::update, Access.ADMIN);
        routes.delete("/api/v1/installations/{id}", installations::delete, Access.ADMIN);
        routes.get("/api/v1/installations/{id}/pending", pending::list, Access.VIEWER);
        routes.post("/api/v1/installations/{id}/health", installations::checkHealth, Access.OPERATOR);
        routes.post("/api/v1/installations/{id}/syncs", syncs::start, Access.OPERATOR);

        routes.post("/api/v1/ingest/{installation}", ingest::post, Access.OPERATOR);
        routes.delete("/api/v1/ingest/{installation}", ingest::giveUp, Access.OPERATOR);
        routes.post("/api/v1/credentials/rotate", credentials::rotate, Access.ADMIN);

        routes.get("/api/v1/syncs", syncs::list, Access.VIEWER);
        routes.get("/api/v1/syncs/{id}", syncs::get, Access.VIEWER);
        routes.get("/api/v1/syncs/{id}/events", events::ofSync, Access.VIEWER);
        routes.get("/api/v1/syncs/{id}/changes", changes::ofSync, Access.VIEWER);
        routes.post("/api/v1/syncs/{id}/cancel", syncs::cancel, Access.OPERATOR);
        routes.get("/api/v1/syncs/{id}/held", held::list, Access.VIEWER);
        routes.post("/api/v1/syncs/{id}/held", held::decide, Access.OPERATOR);
        routes.get("/api/v1/events", events::all, Access.VIEWER);

        routes.post("/api/v1/query", queries::run, Access.VIEWER);
        routes.post("/api/v1/query/explain", queries::explain, Access.VIEWER);

        routes.get("/api/v1/entities", entities::list, Access.VIEWER);
        routes.get("/api/v1/entities/{id}", entities::get, Access.VIEWER);
        routes.get("/api/v1/entities/{id}/relationships", entities::relationships, Access.VIEWER);
        routes.get("/api/v1/entities/{id}/graph", entities::graph, Access.VIEWER);
        routes.get("/api/v1/entities/{id}/history", changes::ofEntity, Access.VIEWER);
        routes.get("/api/v1/changes", changes::list, Access.VIEWER);

        routes.get("/api/v1/stats", summary::stats, Access.VIEWER);
        routes.get("/api/v1/schema", summary::schema, Access.VIEWER);

        registerUi(routes);
    }

    private void registerUi(RoutesConfig routes) {
        for (String page : new String[] {
            "/",
            "/login",
            "/entities",
            "/entities/{id}",
            "/query",
            "/changes",
            "/connectors",
            "/connectors/{name}/new",
            "/installations/{id}",
            "/syncs",
            "/syncs/{id}"
        }) {
            routes.get(page, ui::page, Access.PUBLIC);
        }
        routes.get("/assets/<path>", ui::asset, Access.PUBLIC);
        routes.get("/favicon.svg", ui::file, Access.PUBLIC);
        routes.get("/robots.txt", ui::file, Access.PUBLIC);
    }
}
