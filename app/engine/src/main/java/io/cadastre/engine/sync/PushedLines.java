package io.cadastre.engine.sync;

import io.cadastre.spi.push.Inbox;

/** Lines that somebody brings, and that want to know when nobody reads them any more. */
public interface PushedLines extends Inbox {
    /** Nobody reads any more: the sync has collected what it will. May be called more than once. */
    void over();
}
