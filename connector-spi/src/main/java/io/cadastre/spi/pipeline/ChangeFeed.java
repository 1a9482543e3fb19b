package io.cadastre.spi.pipeline;

import io.cadastre.spi.Env;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageRequest;

/**
 * What changed since a position. The host keeps the position of the last published sync and decides when everything is
 * read again: at the first sync, when the position is lost, and from time to time.
 */
public interface ChangeFeed {
    /**
     * Where the feed stands now. Asked before everything is read, so that nothing between is missed.
     *
     * @return a position
     */
    String head(Env env) throws Exception;

    /**
     * A page of changes after a position, oldest first.
     *
     * @param request its cursor is a position; never null
     * @return changes; the page's next cursor is the position after them
     * @throws io.cadastre.spi.ConnectorException.PositionLost if the source no longer knows the position: everything is
     *     read again, in the same sync
     */
    Page<Change> changes(Env env, PageRequest request) throws Exception;
}
