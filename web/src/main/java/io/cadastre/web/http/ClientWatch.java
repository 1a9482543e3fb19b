package io.cadastre.web.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Interrupts the thread that answers a request when the client closes its connection, so that a long query does not
 * compute for nobody. The server itself looks at an HTTP/1.1 connection only between requests, hence this looks now and
 * then whether it has ended. Used after the body has been read; bytes of a next request that arrive early are handed to
 * the connection.
 */
public final class ClientWatch implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final Connection connection;
    private final Thread answering;
    private final Thread watching;
    private boolean done;

    private ClientWatch(Connection connection) {
        this.connection = connection;
        this.answering = Thread.currentThread();
        this.watching = Thread.ofVirtual().name("client-watch").unstarted(this::watch);
    }

    /** Watches the client of a request until this is closed. */
    public static ClientWatch of(HttpServletRequest request) {
        Connection connection = ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection();
        ClientWatch watch = new ClientWatch(connection);
        if (connection instanceof Connection.UpgradeTo) {
            watch.watching.start();
        }
        return watch;
    }

    /** Cuts the connection of a request whose answer cannot be completed, so that it does not look complete. */
    public static void cut(HttpServletRequest request) {
        ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }

    private void watch() {
        LockSupport.parkNanos(INTERVAL.toNanos());
        while (look()) {
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }

    /** Looks once; says whether to go on. */
    private synchronized boolean look() {
        if (done) {
            return false;
        }
        EndPoint endPoint = connection.getEndPoint();
        ByteBuffer early = BufferUtil.allocate(1_024);
        try {
            int read = endPoint.isOpen() ? endPoint.fill(early) : -1;
            if (read < 0) {
                answering.interrupt();
                return false;
            }
            if (read > 0 && connection instanceof Connection.UpgradeTo receiver) {
                receiver.onUpgradeTo(early);
                return false;
            }
            return true;
        } catch (IOException e) {
            answering.interrupt();
            return false;
        }
    }

    /** Ends the watch; afterwards nobody but the server reads from the connection. */
    @Override
    public synchronized void close() {
        done = true;
        LockSupport.unpark(watching);
    }
}
