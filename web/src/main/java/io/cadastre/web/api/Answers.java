package io.cadastre.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cadastre.web.http.ApiJson;
import io.javalin.http.Context;

/** Writes answers. */
final class Answers {
    private Answers() {}

    static void json(Context ctx, Object body) {
        try {
            ctx.contentType("application/json").result(ApiJson.MAPPER.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer cannot be written as JSON.", e);
        }
    }

    static void json(Context ctx, int status, Object body) {
        ctx.status(status);
        json(ctx, body);
    }
}
