package io.cadastre.web;

import java.time.Duration;

/**
 * Where the server listens and what it bears.
 *
 * @param host the address or name to listen on
 * @param port 0 for any that is free
 * @param queriesPerCaller how many queries one token may run at once
 * @param heartbeat how long an event stream is silent before it says that it is there
 */
public record WebOptions(String host, int port, int queriesPerCaller, Duration heartbeat) {
    /** As people run it. */
    public static WebOptions on(String host, int port) {
        return new WebOptions(host, port, 8, Duration.ofSeconds(15));
    }
}
