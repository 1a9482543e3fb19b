package io.cadastre.connectors.sbom;

import io.cadastre.connectors.sbom.model.Component;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.EntityRef;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a document says of components of another one, as those do that only tell of vulnerabilities. */
final class OtherDocuments {
    private final Map<String, Path> files = new HashMap<>();
    private boolean complete;
    private @Nullable Path lastFile;
    private @Nullable Outline last;

    /** The first of several copies counts. */
    void add(Outline outline, Path file) {
        outline.linked().ifPresent(link -> files.putIfAbsent(link, file));
    }

    void complete(boolean all) {
        complete = all;
    }

    /** Whether what is not found here is nowhere. */
    boolean complete() {
        return complete;
    }

    /** The component that a link leads to; empty if no document that was read has it. */
    Optional<EntityRef<Component>> find(String link) throws ConnectorException, InterruptedException {
        int end = link.indexOf('#');
        if (end < 0) {
            return Optional.empty();
        }
        @Nullable Path file = files.get(link.substring(0, end).toLowerCase(Locale.ROOT));
        if (file == null) {
            return Optional.empty();
        }
        String reference = link.substring(end + 1);
        Outline outline = outline(file);
        return outline.id(decoded(reference))
                .or(() -> outline.id(reference))
                .map(id -> EmittedFindings.component(file.toString(), id));
    }

    /** Links of a document mostly lead into one other. */
    private Outline outline(Path file) throws ConnectorException, InterruptedException {
        if (last == null || !file.equals(lastFile)) {
            last = Outline.of(file);
            lastFile = file;
        }
        return last;
    }

    private static String decoded(String reference) {
        try {
            return URLDecoder.decode(reference.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return reference;
        }
    }
}
