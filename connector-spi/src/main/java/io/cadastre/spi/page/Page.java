package io.cadastre.spi.page;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing. The host decides from it whether the listing goes on, and alone says that it was complete (I7).
 *
 * @param items what the page holds
 * @param hasMore whether the source says that there is more
 * @param nextCursor where the next page begins; needed if there is more. A change feed gives it on every page: it is the
 *     position after the page
 * @param validator what the source identifies this state of the page by, for example an ETag; null for none
 * @param unchanged whether the source says that the page is as the request's validator says; it then has no items
 * @param <T> what is listed
 */
public record Page<T>(
        List<T> items,
        boolean hasMore,
        @Nullable String nextCursor,
        @Nullable String validator,
        boolean unchanged) {
    public Page {
        items = List.copyOf(items);
    }

    public static <T> Page<T> of(List<? extends T> items, boolean hasMore, @Nullable String nextCursor) {
        return new Page<>(List.copyOf(items), hasMore, nextCursor, null, false);
    }

    /** A page that goes on if there is a cursor. */
    public static <T> Page<T> of(List<? extends T> items, Optional<String> nextCursor) {
        return of(items, nextCursor.isPresent(), nextCursor.orElse(null));
    }

    /** The only page of a listing. */
    public static <T> Page<T> last(List<? extends T> items) {
        return of(items, false, null);
    }

    /** A page that is as the request's validator says. */
    public static <T> Page<T> unchanged(String validator) {
        return new Page<>(List.of(), false, null, validator, true);
    }

    /** The same page with what the source identifies its state by. */
    public Page<T> validatedBy(@Nullable String value) {
        return new Page<>(items, hasMore, nextCursor, value, unchanged);
    }
}
