package io.cadastre.connectors.acme;

import static io.cadastre.spi.pipeline.SyncPlan.concurrent;
import static io.cadastre.spi.pipeline.SyncPlan.forAll;
import static io.cadastre.spi.pipeline.SyncPlan.forRoot;

import io.cadastre.connectors.acme.model.AcmeProject;
import io.cadastre.connectors.acme.model.AcmeWorkspace;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.http.Pages;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.page.PageSource;
import io.cadastre.spi.pipeline.Item;
import io.cadastre.spi.pipeline.LoadPolicy;
import io.cadastre.spi.pipeline.Loader;
import io.cadastre.spi.pipeline.Pipeline;
import io.cadastre.spi.pipeline.Resolver;
import io.cadastre.spi.pipeline.SyncPlan;
import io.cadastre.spi.step.StepContext;
import java.util.List;

/**
 * What a sync reads. Listings give whole objects, so a full sync asks for nothing else: one call for each listing.
 * Single objects are asked for only when the change feed does not say enough about them.
 */
final class AcmePipeline {
    private static final SyncPlan PLAN = SyncPlan.of(
            concurrent(
                    forRoot(AcmeWorkspace.TYPE).loadCollection(AcmeWorkspace.USERS),
                    forRoot(AcmeWorkspace.TYPE).loadCollection(AcmeWorkspace.PROJECTS)),
            concurrent(
                    forAll(AcmeProject.TYPE).loadCollection(AcmeProject.TASKS),
                    forAll(AcmeProject.TYPE).loadCollection(AcmeProject.FILES)));

    private AcmePipeline() {}

    static Pipeline whole() {
        return Pipeline.of(
                AcmePipeline::seed,
                PLAN,
                Resolver.of(AcmeWorkspace.TYPE)
                        .fields(one(AcmeObject.WORKSPACE))
                        .collection(AcmeWorkspace.USERS, listing(AcmeWorkspace.USERS, "workspaceId", AcmeObject.USER))
                        .collection(
                                AcmeWorkspace.PROJECTS,
                                listing(AcmeWorkspace.PROJECTS, "workspaceId", AcmeObject.PROJECT)),
                Resolver.of(AcmeObject.USER.type()).fields(one(AcmeObject.USER)),
                Resolver.of(AcmeProject.TYPE)
                        .fields(one(AcmeObject.PROJECT))
                        .collection(AcmeProject.TASKS, listing(AcmeProject.TASKS, "projectId", AcmeObject.TASK))
                        .collection(AcmeProject.FILES, listing(AcmeProject.FILES, "projectId", AcmeObject.FILE)),
                Resolver.of(AcmeObject.TASK.type()).fields(one(AcmeObject.TASK)),
                Resolver.of(AcmeObject.FILE.type()).fields(one(AcmeObject.FILE)));
    }

    private static void seed(StepContext context) throws Exception {
        context.follow("workspaces", pages(context, AcmeObject.WORKSPACE.listing()), found -> {
            for (Json object : found) {
                try {
                    context.emit(AcmeObject.WORKSPACE.read(object));
                } catch (ConnectorException.BadData e) {
                    // The others are still good; but this one may not be taken for deleted.
                    String reason = "A workspace cannot be read: " + e.getMessage();
                    context.partial(AcmeWorkspace.TYPE, reason);
                    context.log().warn(reason);
                }
            }
        });
    }

    /**
     * Lists a parent's objects. Raw data first and entities out of it one by one, so that an object that cannot be read
     * fails alone.
     */
    private static <P, T> Loader.OfCollection<P, T> listing(
            CollectionField<P, T> field, String parentField, AcmeObject<T> object) {
        Loader.Source<P, Json> source = Loader.paginatedSource(
                field.name(),
                field.owner(),
                (env, parent, request) ->
                        pages(env, object.listing(parentField, parent.key())).fetch(request));
        return new Loader.DerivedCollection<>(
                source, field, object.told(), found -> List.of(Item.of(object.read(found))));
    }

    /** Reads one object again. Run for the change feed only, or by name: listings tell as much. */
    private static <E> Loader.OfEntity<E> one(AcmeObject<E> object) {
        return new Loader.OneByOne<>(
                object.name(),
                object.type(),
                object.told(),
                (env, ref) -> reread(env, object, ref),
                LoadPolicy.DEFAULT.treatingNotFoundAsAbsent().manual());
    }

    private static <E> EntityInput reread(Env env, AcmeObject<E> object, EntityRef<E> ref) throws Exception {
        EntityInput read = object.read(env.http().json(object.one(ref)));
        if (!read.key().equals(ref.key())) {
            throw new ConnectorException.BadData(
                    "The source was asked for one " + object.name() + " and answered with another.", null);
        }
        return read;
    }

    /** A listing comes whole; should it name a next page, that is followed rather than lost. */
    private static PageSource<Json> pages(Env env, HttpCall call) {
        return Pages.byLink(env.http(), call, Json::elements);
    }
}
