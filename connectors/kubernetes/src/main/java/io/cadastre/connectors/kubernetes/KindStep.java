package io.cadastre.connectors.kubernetes;

import io.cadastre.connectors.kubernetes.Kind.Form;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.http.Pages;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.page.PageSource;
import io.cadastre.spi.step.StepBody;
import io.cadastre.spi.step.StepContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lists all objects of one kind, of all namespaces: a listing of its own, which alone proves what is gone. */
record KindStep(Kind kind, int pageSize) implements StepBody {
    @Override
    public void run(StepContext context) throws Exception {
        Optional<String> path = path(context);
        if (path.isEmpty()) {
            // This server says that it serves no such kind: there are none.
            return;
        }
        HttpCall call = HttpCall.get(path.get())
                .query("limit", Integer.toString(pageSize))
                .header("Accept", kind.form().accept())
                .needing(kind.permission());
        PageSource<Json> pages = Pages.byToken(
                context.http(),
                call,
                "continue",
                this::objects,
                answer -> KubeObject.text(answer.get("metadata"), "continue"));
        AtomicBoolean continued = new AtomicBoolean();
        try {
            follow(context, kind.plural(), request -> {
                continued.set(request.position().isPresent());
                return pages.fetch(request);
            });
        } catch (ConnectorException.BadData e) {
            if (!continued.get()) {
                throw e;
            }
            // After a while the server no longer knows where a listing stood (410 Gone): once more from its beginning.
            context.log().info("The listing of " + kind.plural() + " is begun again: " + e.getMessage());
            follow(context, kind.plural() + " again", pages);
        }
    }

    private void follow(StepContext context, String listing, PageSource<Json> pages) throws Exception {
        context.follow(listing, pages, objects -> {
            for (Json object : objects) {
                try {
                    kind.mapping().emit(context, KubeObject.of(object));
                } catch (ConnectorException.BadData e) {
                    context.partial("An object of " + kind.plural() + " is not as expected: " + e.getMessage());
                }
            }
        });
    }

    private List<Json> objects(Json answer) throws ConnectorException.BadData {
        return kind.form() == Form.TABLE ? rows(answer) : answer.elements("items");
    }

    /** The metadata of each row, with its type beside it. */
    private static List<Json> rows(Json table) throws ConnectorException.BadData {
        int type = -1;
        List<Json> columns = table.elements("columnDefinitions");
        for (int each = 0; each < columns.size(); each++) {
            if (columns.get(each).text("name").equals("Type")) {
                type = each;
            }
        }
        if (type < 0) {
            throw new ConnectorException.BadData("The table has no column 'Type'.", null);
        }
        List<Json> objects = new ArrayList<>();
        // A server writes null for a table without rows.
        for (Json row : KubeObject.elements(table, "rows")) {
            Map<String, Object> object = new HashMap<>();
            object.put("type", row.elements("cells").get(type).text());
            object.put("metadata", metadata(row.get("object").get("metadata")));
            objects.add(Json.of(object));
        }
        return objects;
    }

    /** Without annotations, in which kubectl keeps whole objects. */
    private static Map<Object, Object> metadata(Json json) throws ConnectorException.BadData {
        if (!(json.raw() instanceof Map<?, ?> members)) {
            throw new ConnectorException.BadData("A row of the table has no metadata.", null);
        }
        Map<Object, Object> metadata = new HashMap<>(members);
        metadata.remove("annotations");
        return metadata;
    }

    /** Where the kind is served, in the best version that is understood; empty if it is not served at all. */
    private Optional<String> path(Env env) throws ConnectorException, InterruptedException {
        if (kind.group().isEmpty()) {
            return Optional.of("/api/v1/" + kind.plural());
        }
        for (String version : kind.versions()) {
            if (served(env, version)) {
                return Optional.of(path(version));
            }
        }
        for (String version : versions(env)) {
            if (!kind.versions().contains(version) && served(env, version)) {
                throw new ConnectorException.BadData(
                        "The server serves " + kind.plural() + " only in versions that are not understood here.", null);
            }
        }
        return Optional.empty();
    }

    private String path(String version) {
        return "/apis/" + kind.group() + "/" + version + "/" + kind.plural();
    }

    private boolean served(Env env, String version) throws ConnectorException, InterruptedException {
        Json resources;
        try {
            resources = env.http().json(HttpCall.get("/apis/" + kind.group() + "/" + version));
        } catch (ConnectorException.NotFound e) {
            return false;
        }
        for (Json resource : resources.elements("resources")) {
            if (resource.text("name").equals(kind.plural())) {
                return true;
            }
        }
        return false;
    }

    private List<String> versions(Env env) throws ConnectorException, InterruptedException {
        List<String> versions = new ArrayList<>();
        try {
            for (Json version :
                    env.http().json(HttpCall.get("/apis/" + kind.group())).elements("versions")) {
                versions.add(version.text("version"));
            }
        } catch (ConnectorException.NotFound e) {
            // The group is not served either.
        }
        return versions;
    }
}
