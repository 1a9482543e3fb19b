package io.cadastre.spi.push;

import java.util.Optional;

/** Lines that somebody brings to one sync, in the order in which they came. Read by one thread. */
public interface Inbox {
    /**
     * Waits for the next line.
     *
     * @return empty if nobody brings any more: they said so, or brought nothing for too long
     */
    Optional<String> next() throws InterruptedException;
}
