package io.cadastre.engine.call;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells errors after which a request certainly did not arrive. */
final class Unreached {
    private Unreached() {}

    static boolean certainly(@Nullable Throwable error) {
        return Stream.iterate(error, each -> each != null, Throwable::getCause)
                .limit(20)
                .anyMatch(each -> each instanceof ConnectException
                        || each instanceof HttpConnectTimeoutException
                        || each instanceof NoRouteToHostException
                        || each instanceof UnknownHostException
                        || each instanceof UnresolvedAddressException);
    }
}
