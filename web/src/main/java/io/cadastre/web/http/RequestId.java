package io.cadastre.web.http;

import io.javalin.http.Context;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The id that every answer carries and every log line of the request names: the caller's if well formed, else a new one. */
public final class RequestId {
    public static final String HEADER = "X-Request-Id";

    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private RequestId() {}

    /** Called first for every request. */
    public static void assign(Context ctx) {
        String given = ctx.header(HEADER);
        String id = given != null && WELL_FORMED.matcher(given).matches() ? given : random();
        ctx.attribute(HEADER, id);
        ctx.header(HEADER, id);
    }

    /** The id of a request; assigned now if something failed before {@link #assign}. */
    public static String of(Context ctx) {
        String id = ctx.attribute(HEADER);
        if (id == null) {
            assign(ctx);
            id = ctx.attribute(HEADER);
        }
        return String.valueOf(id);
    }

    /** A new id. */
    public static String random() {
        byte[] bytes = new byte[10];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
