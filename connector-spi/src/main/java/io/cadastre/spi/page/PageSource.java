package io.cadastre.spi.page;

/**
 * A listing that comes in pages.
 *
 * @param <T> what is listed
 */
@FunctionalInterface
public interface PageSource<T> {
    /**
     * Fetches one page. Called by one thread at a time.
     *
     * @throws Exception the listing could not be read; nothing of it is deleted
     */
    Page<T> fetch(PageRequest request) throws Exception;
}
