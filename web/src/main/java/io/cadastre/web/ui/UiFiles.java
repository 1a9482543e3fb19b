package io.cadastre.web.ui;

import io.cadastre.web.http.Problem;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The files of the web UI, from the class path. The pages of the application are all the same document, which finds
 * from the address what to show; it is also what a browser gets at an address of nothing, with the status 404.
 */
public final class UiFiles {
    private static final String ROOT = "/ui/";
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
    /** Where no page will ever be. */
    private static final Pattern NO_PAGES = Pattern.compile("/(api|assets)(/.*)?", Pattern.DOTALL);

    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2",
            "json", "application/json",
            "txt", "text/plain; charset=utf-8");

    private final Map<String, Optional<byte[]>> files = new ConcurrentHashMap<>();

    /** A page of the application. */
    public void page(Context ctx) {
        byte[] index = file("index.html")
                .orElseThrow(() -> Problem.notFound("web UI in this build; it was built without", "web/ui"));
        // Revalidated at each visit: it names the files of this very build.
        ctx.header("Cache-Control", "no-cache");
        ctx.contentType(type("index.html")).result(index);
    }

    /**
     * Answers a browser that visits an address of nothing: with the application, which says so and shows the way on.
     * What programs ask for is no page.
     *
     * @return whether this was such a visit and is answered
     */
    public boolean unknown(Context ctx) {
        Optional<byte[]> index = isVisit(ctx) ? file("index.html") : Optional.empty();
        index.ifPresent(document ->
                ctx.status(HttpStatus.NOT_FOUND).contentType(type("index.html")).result(document));
        return index.isPresent();
    }

    private static boolean isVisit(Context ctx) {
        String accept = String.valueOf(ctx.header("Accept")).toLowerCase(Locale.ROOT);
        return ctx.method().equals(HandlerType.GET)
                && accept.contains("text/html")
                && !NO_PAGES.matcher(ctx.path()).matches();
    }

    /** A file whose name carries the hash of its content. */
    public void asset(Context ctx) {
        send(ctx, "assets/" + ctx.pathParam("path"), "public, max-age=31536000, immutable");
    }

    /** A file beside the document, for example the icon. */
    public void file(Context ctx) {
        send(ctx, ctx.path().substring(1), "public, max-age=3600");
    }

    private void send(Context ctx, String path, String cacheControl) {
        byte[] content = (SAFE.matcher(path).matches() ? file(path) : Optional.<byte[]>empty())
                .orElseThrow(() -> Problem.notFound("file", "/" + path));
        ctx.header("Cache-Control", cacheControl);
        ctx.contentType(type(path)).result(content);
    }

    // A few files of known names; what does not exist is not remembered, or anybody could fill the memory.
    private Optional<byte[]> file(String path) {
        Optional<byte[]> known = files.get(path);
        if (known != null) {
            return known;
        }
        try (InputStream in = UiFiles.class.getResourceAsStream(ROOT + path)) {
            if (in == null) {
                return Optional.empty();
            }
            Optional<byte[]> read = Optional.of(in.readAllBytes());
            files.put(path, read);
            return read;
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String type(String path) {
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return CONTENT_TYPES.getOrDefault(extension, "application/octet-stream");
    }
}
