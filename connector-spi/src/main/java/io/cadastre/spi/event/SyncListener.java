package io.cadastre.spi.event;

/** Hears of a sync's events. One that throws or blocks changes nothing for the sync, and may miss events. */
@FunctionalInterface
public interface SyncListener {
    void onEvent(SyncEvent event);
}
