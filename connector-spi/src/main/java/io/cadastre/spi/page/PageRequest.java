package io.cadastre.spi.page;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one page of a listing.
 *
 * @param cursor where the page begins, as an earlier page said; null for the first
 * @param validator what the last sync got for this page; a source that can tells by it whether the page changed. Null
 *     if the page must be read
 */
public record PageRequest(@Nullable String cursor, @Nullable String validator) {
    /** The first page, to be read. */
    public static final PageRequest FIRST = new PageRequest(null, null);

    /** Where the page begins, unless it is the first. */
    public Optional<String> position() {
        return Optional.ofNullable(cursor);
    }
}
