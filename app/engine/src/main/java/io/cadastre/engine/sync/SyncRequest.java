package io.cadastre.engine.sync;

import java.util.Set;

/**
 * How somebody wants a sync.
 *
 * @param mode what it is for
 * @param trigger who starts it, for people
 * @param loaders the names of manual loaders that are to run
 * @param reload whether everything is read again, whatever syncs remember
 */
public record SyncRequest(SyncMode mode, String trigger, Set<String> loaders, boolean reload) {
    public SyncRequest {
        loaders = Set.copyOf(loaders);
    }

    /** A sync without further wishes. */
    public static SyncRequest of(SyncMode mode, String trigger) {
        return new SyncRequest(mode, trigger, Set.of(), false);
    }
}
