package io.cadastre.connectors.exec;

import io.cadastre.spi.ConnectorException;
import java.time.Duration;
import java.util.Optional;

/** Where lines come from. Read by one thread at a time; closed by any. */
interface LineSource extends AutoCloseable {
    /** What it is, to begin a sentence with. */
    String name();

    /**
     * Waits for the next line.
     *
     * @return empty at the end
     * @throws ConnectorException.Timeout if it takes longer than that
     */
    Optional<Line> next(Duration patience) throws ConnectorException, InterruptedException;

    /**
     * Sees to the end of what said 'done'.
     *
     * @throws ConnectorException if it did not end well: then nothing it said is proof of anything
     */
    void finish() throws ConnectorException, InterruptedException;

    /** How it ended though it did not say 'done', for people. */
    String ending() throws InterruptedException;

    /** Gives up what still runs. Closing again changes nothing. */
    @Override
    void close();
}
