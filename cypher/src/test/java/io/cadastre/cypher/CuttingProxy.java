package io.cadastre.cypher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the driver and Neo4j, and cuts the connections where it is told to: after so many bytes, or at a commit.
 * After a cut new connections are served as before.
 */
public final class CuttingProxy implements AutoCloseable {
    /** The message COMMIT of Bolt, alone in its chunk. */
    private static final byte[] COMMIT = {0, 2, (byte) 0xB0, 0x12, 0, 0};

    /** What the answer to a commit holds, and nothing else before it does. */
    private static final byte[] COMMITTED = "bookmark".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile URI database;
    private long bytes;
    private int commits;
    private long cutAfterBytes = Long.MAX_VALUE;
    private int cutAtCommit;
    private Lost lost = Lost.QUESTION;
    private @Nullable Occasion occasion;

    /** What of a commit is lost. */
    public enum Lost {
        /** The commit itself: it is not done. */
        QUESTION,
        /** The answer alone: it is done, but nobody is told. */
        ANSWER
    }

    private CuttingProxy(ServerSocket listening, URI database) {
        this.listening = listening;
        this.database = database;
    }

    /** Starts one before a database. */
    public static CuttingProxy before(URI bolt) {
        try {
            CuttingProxy proxy = new CuttingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), bolt);
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the driver connects. */
    public URI uri() {
        return URI.create("bolt://" + listening.getInetAddress().getHostAddress() + ":" + listening.getLocalPort());
    }

    /** Leads new connections to a database elsewhere: the old one started again on another port. */
    public void leadTo(URI bolt) {
        database = bolt;
    }

    /** The bytes that went to the database so far. */
    public synchronized long bytes() {
        return bytes;
    }

    /** The commits that went to the database so far. */
    public synchronized int commits() {
        return commits;
    }

    /** Cuts all connections once this many more bytes went to the database. */
    public synchronized void cutAfter(long moreBytes) {
        cutAfterBytes = bytes + moreBytes;
    }

    /** Cuts all connections at a commit: 1 for the next. */
    public synchronized void cutAtCommit(int number, Lost what) {
        cutAtCommit = commits + number;
        lost = what;
    }

    /**
     * Does something once, before anything more goes to the database, and cuts all connections then.
     *
     * @param when asked whenever something is about to go to the database
     */
    public synchronized void once(BooleanSupplier when, Runnable what) {
        occasion = new Occasion(when, what);
    }

    private record Occasion(BooleanSupplier when, Runnable what) {}

    private synchronized Optional<Occasion> occasion() {
        Optional<Occasion> now =
                Optional.ofNullable(occasion).filter(next -> next.when().getAsBoolean());
        now.ifPresent(taken -> occasion = null);
        return now;
    }

    /** Cuts all connections now. */
    public void cut() {
        connections.forEach(Connection::close);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket driver = listening.accept();
                threads.execute(() -> connect(driver));
            } catch (IOException e) {
                // It was closed.
                return;
            }
        }
    }

    private void connect(Socket driver) {
        try {
            Socket server = new Socket();
            server.connect(new InetSocketAddress(database.getHost(), database.getPort()));
            Connection connection = new Connection(driver, server);
            connections.add(connection);
            threads.execute(connection::answers);
            connection.questions();
        } catch (IOException e) {
            closeHard(driver);
        }
    }

    private static void closeHard(Socket socket) {
        try {
            // A cut is a reset, not a farewell.
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It was closed already.
            return;
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
        threads.shutdownNow();
    }

    /** What happens to a block that a connection has for the database. */
    private record Fate(int passes, boolean cutsNow, boolean cutsAtAnswer) {}

    private synchronized Fate fate(byte[] block, int commitAt) {
        if (commitAt >= 0) {
            commits++;
            if (commits == cutAtCommit) {
                return lost == Lost.QUESTION ? new Fate(0, true, false) : new Fate(block.length, false, true);
            }
        }
        if (bytes + block.length >= cutAfterBytes) {
            int passes = (int) (cutAfterBytes - bytes);
            cutAfterBytes = Long.MAX_VALUE;
            bytes += passes;
            return new Fate(passes, true, false);
        }
        bytes += block.length;
        return new Fate(block.length, false, false);
    }

    private static int indexOf(byte[] part, byte[] whole) {
        for (int at = 0; at + part.length <= whole.length; at++) {
            if (Arrays.equals(whole, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }

    /** One connection of the driver. */
    private final class Connection {
        private final Socket driver;
        private final Socket server;
        private volatile boolean answersAreLost;

        Connection(Socket driver, Socket server) {
            this.driver = driver;
            this.server = server;
        }

        void questions() {
            try {
                InputStream in = driver.getInputStream();
                OutputStream out = server.getOutputStream();
                for (byte[] block = next(in); block != null; block = next(in)) {
                    Optional<Occasion> taken = occasion();
                    if (taken.isPresent()) {
                        taken.get().what().run();
                        cut();
                        return;
                    }
                    // The driver sends a commit on its own, so it is never in two blocks.
                    Fate fate = fate(block, indexOf(COMMIT, block));
                    answersAreLost |= fate.cutsAtAnswer();
                    out.write(block, 0, fate.passes());
                    if (fate.cutsNow()) {
                        cut();
                    }
                }
            } catch (IOException e) {
                // It was cut.
            }
            close();
        }

        void answers() {
            try {
                InputStream in = server.getInputStream();
                OutputStream out = driver.getOutputStream();
                ByteArrayOutputStream withheld = new ByteArrayOutputStream();
                for (byte[] block = next(in); block != null; block = next(in)) {
                    if (answersAreLost) {
                        withheld.write(block);
                        if (indexOf(COMMITTED, withheld.toByteArray()) >= 0) {
                            cut();
                        }
                    } else {
                        out.write(block);
                    }
                }
            } catch (IOException e) {
                // It was cut.
            }
            close();
        }

        private static byte @Nullable [] next(InputStream in) throws IOException {
            byte[] block = new byte[1 << 13];
            int length = in.read(block);
            return length < 0 ? null : Arrays.copyOf(block, length);
        }

        void close() {
            connections.remove(this);
            closeHard(driver);
            closeHard(server);
        }
    }
}
