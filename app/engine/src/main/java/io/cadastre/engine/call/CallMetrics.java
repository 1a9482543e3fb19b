package io.cadastre.engine.call;

import io.cadastre.spi.ErrorKind;
import java.time.Duration;

/** Hears what becomes of calls. Safe for use by several threads; must not throw. */
public interface CallMetrics {
    /** An attempt is made; several may belong to one call. */
    void attempt(String connector, String operation);

    /** A call waits before an attempt: for its turn, for the source's limit, or after an error. */
    void waited(String connector, String operation, Duration wait);

    /** A call ended well. */
    void succeeded(String connector, String operation, Duration taken);

    /** A call ended badly, after all its attempts. */
    void failed(String connector, String operation, ErrorKind kind, Duration taken);
}
