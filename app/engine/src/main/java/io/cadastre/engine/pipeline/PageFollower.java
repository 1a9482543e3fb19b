package io.cadastre.engine.pipeline;

import io.cadastre.engine.Json;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageRequest;
import io.cadastre.spi.page.PageSource;
import io.cadastre.spi.step.Emitter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows a listing through its pages, with at most one of them in memory. First asks, page by page, whether anything
 * changed since the last sync; if it did, reads all.
 */
public final class PageFollower {
    /** More pages than any source gives; it is there so that a source that never ends does. */
    private static final int MOST_PAGES = 200_000;

    private PageFollower() {}

    /** How a listing ended. */
    public sealed interface End {}

    /**
     * It was read to its end.
     *
     * @param marks what the pages can be asked by next time, as text; empty if they cannot
     * @param position the cursor after the last page; null if it gave none
     */
    public record Whole(Optional<String> marks, @Nullable String position) implements End {}

    /**
     * It is as it was.
     *
     * @param validator what the source says it by
     */
    public record Unchanged(String validator) implements End {}

    /**
     * It did not come to its end.
     *
     * @param reason for people
     */
    public record Broken(String reason) implements End {}

    /** A page as the last sync saw it. */
    private record Mark(@Nullable String cursor, String validator) {}

    /**
     * Reads a listing.
     *
     * @param start where it begins; null for the beginning
     * @param marks what the last sync left; empty to read in any case
     * @param items takes the items of each page
     * @throws Exception what a page or the taking of its items ended with
     */
    public static <T> End follow(
            @Nullable String start, Optional<String> marks, PageSource<T> pages, Emitter.Items<T> items)
            throws Exception {
        if (marks.isPresent()) {
            String last = "";
            for (Mark mark : Arrays.asList(Json.read(marks.get(), Mark[].class))) {
                Page<T> page = pages.fetch(new PageRequest(mark.cursor(), mark.validator()));
                if (!page.unchanged()) {
                    return read(start, mark.cursor() == null ? page : null, pages, items);
                }
                last = mark.validator();
            }
            return new Unchanged(last);
        }
        return read(start, null, pages, items);
    }

    /**
     * Reads all pages.
     *
     * @param first the first page, if it is there already
     */
    private static <T> End read(
            @Nullable String start, @Nullable Page<T> first, PageSource<T> pages, Emitter.Items<T> items)
            throws Exception {
        List<Mark> marks = new ArrayList<>();
        boolean markable = true;
        Set<String> seen = new HashSet<>();
        String cursor = start;
        for (int number = 1; number <= MOST_PAGES; number++) {
            Page<T> page = number == 1 && first != null ? first : fetch(pages, cursor, number);
            if (page.unchanged()) {
                throw new ConnectorException.BadData(
                        "Page " + number + " says that it is unchanged, but nobody asked.", null);
            }
            items.take(page.items());
            markable &= page.validator() != null;
            if (markable && page.validator() != null) {
                marks.add(new Mark(cursor, page.validator()));
            }
            if (!page.hasMore()) {
                return new Whole(markable ? Optional.of(Json.write(marks)) : Optional.empty(), page.nextCursor());
            }
            String next = page.nextCursor();
            if (next == null) {
                throw new ConnectorException.BadData(
                        "Page " + number + " says that there is more, but not where.", null);
            }
            if (next.equals(cursor) || !seen.add(next)) {
                return new Broken("Pagination did not advance after page " + number + ": it leads to a page that was"
                        + " read already.");
            }
            cursor = next;
        }
        return new Broken("The listing has more than " + MOST_PAGES + " pages.");
    }

    private static <T> Page<T> fetch(PageSource<T> pages, @Nullable String cursor, int number) throws Exception {
        try {
            return pages.fetch(new PageRequest(cursor, null));
        } catch (ConnectorException e) {
            if (number > 1) {
                e.addSuppressed(new IllegalStateException("It was page " + number + "."));
            }
            throw e;
        }
    }
}
