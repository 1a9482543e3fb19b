package io.cadastre.spi.step;

/**
 * The listing of one parent's collection that is held open, see {@link StepContext#openScope}. Whoever opened it says
 * itself that all was seen.
 */
public interface OpenScope extends Emitter, AutoCloseable {
    /** Says that everything under this parent was seen, except for what was called partial, denied or unchanged. */
    void complete();

    /** Ends the listing: as PARTIAL if nobody said that it is complete. Closing again changes nothing. */
    @Override
    void close();
}
