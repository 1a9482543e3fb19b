package io.cadastre.web.api;

import io.cadastre.cypher.read.PendingReader;
import io.cadastre.engine.installation.Installations;
import io.cadastre.web.http.Params;
import io.cadastre.web.http.Problem;
import io.javalin.http.Context;

/** The relationships that an installation asserts and that wait for an end. */
public final class PendingApi {
    private final PendingReader pending;
    private final Installations installations;

    public PendingApi(PendingReader pending, Installations installations) {
        this.pending = pending;
        this.installations = installations;
    }

    public void list(Context ctx) {
        String id = ctx.pathParam("id");
        if (installations.find(id).isEmpty()) {
            throw Problem.notFound("installation", id);
        }
        Answers.json(ctx, pending.list(id, Params.text(ctx, "cursor"), Params.limit(ctx)));
    }
}
