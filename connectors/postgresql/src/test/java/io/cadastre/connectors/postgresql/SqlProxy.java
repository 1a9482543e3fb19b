package io.cadastre.connectors.postgresql;

import io.cadastre.connectors.conformance.Fault;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** Stands between a connector and a PostgreSQL without TLS, and lets statements go wrong where it is told to. */
final class SqlProxy implements AutoCloseable {
    private static final int PARSE = 'P';
    private static final int SYNC = 'S';

    private final ServerSocket listening;
    private final int port;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private volatile CountDownLatch hanging = new CountDownLatch(1);
    private volatile CountDownLatch release = new CountDownLatch(1);

    /** What happens to statements that fit. */
    private record Rule(Pattern statement, Fault fault) {}

    private SqlProxy(ServerSocket listening, int port) {
        this.listening = listening;
        this.port = port;
    }

    /**
     * Starts a proxy.
     *
     * @param port where the server listens
     */
    static SqlProxy before(int port) {
        try {
            SqlProxy proxy = new SqlProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    /**
     * Lets statements go wrong from now on.
     *
     * @param statement a regular expression, looked for in them
     */
    void fail(String statement, Fault fault) {
        rules.add(new Rule(Pattern.compile(statement), fault));
    }

    /** Lets everything go well again; what hangs ends without an answer. */
    void repair() {
        rules.clear();
        release.countDown();
        release = new CountDownLatch(1);
        hanging = new CountDownLatch(1);
    }

    void awaitHanging() throws InterruptedException {
        hanging.await();
    }

    /** All that the server said so far. */
    String answers() {
        synchronized (answers) {
            return answers.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket();
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                sockets.addAll(List.of(client, server));
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                One one = new One(client, server);
                threads.execute(() -> one.run(one::ask));
                threads.execute(() -> one.run(one::answer));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    @FunctionalInterface
    private interface Pump {
        void run() throws IOException, InterruptedException;
    }

    /** One connection. */
    private final class One {
        private final Socket client;
        private final Socket server;
        private volatile boolean cut;
        private volatile boolean garbled;

        One(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void run(Pump pump) {
            try {
                pump.run();
            } catch (IOException e) {
                // One of the two went away.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                close(client);
                close(server);
            }
        }

        void ask() throws IOException, InterruptedException {
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(server.getOutputStream()));
            int startup = in.readInt();
            out.writeInt(startup);
            out.write(in.readNBytes(startup - Integer.BYTES));
            out.flush();
            boolean swallowing = false;
            while (true) {
                int type = in.readUnsignedByte();
                int length = in.readInt();
                byte[] content = in.readNBytes(length - Integer.BYTES);
                if (type == PARSE || type == 'Q') {
                    String statement = new String(content, StandardCharsets.UTF_8);
                    for (Rule rule : rules) {
                        if (rule.statement.matcher(statement).find()) {
                            swallowing = wrong(rule.fault);
                            if (swallowing && type == 'Q') {
                                swallowing = false;
                                type = -1;
                            }
                        }
                    }
                }
                if (type >= 0 && !swallowing) {
                    out.writeByte(type);
                    out.writeInt(length);
                    out.write(content);
                    out.flush();
                }
                swallowing &= type != SYNC;
            }
        }

        /** Whether the server does not hear of it. */
        private boolean wrong(Fault fault) throws IOException, InterruptedException {
            switch (fault) {
                case DISCONNECTED -> throw new EOFException("As told.");
                case HANGING -> {
                    // Both are replaced by a repair: this one belongs to those before it.
                    CountDownLatch until = release;
                    hanging.countDown();
                    until.await();
                    throw new EOFException("As told.");
                }
                case BROKEN -> refuse("XX000", "cache lookup failed");
                case DENIED -> refuse("42501", "permission denied");
                case RATE_LIMITED -> refuse("53300", "too many connections");
                case CUT_OFF -> {
                    cut = true;
                    return false;
                }
                case MALFORMED -> {
                    garbled = true;
                    return false;
                }
            }
            return true;
        }

        private void refuse(String state, String message) throws IOException {
            byte[] fields = ("SERROR\0VERROR\0C" + state + "\0M" + message + "\0\0").getBytes(StandardCharsets.UTF_8);
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            out.writeByte('E');
            out.writeInt(fields.length + Integer.BYTES);
            out.write(fields);
            out.writeByte('Z');
            out.writeInt(1 + Integer.BYTES);
            out.writeByte('T');
            out.flush();
        }

        void answer() throws IOException {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                synchronized (answers) {
                    answers.write(buffer, 0, read);
                }
                if (garbled) {
                    buffer[0] = '~';
                }
                out.write(buffer, 0, cut ? read / 2 : read);
                out.flush();
                if (cut || garbled) {
                    return;
                }
            }
        }
    }

    private static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        repair();
        close(listening);
        sockets.forEach(SqlProxy::close);
        threads.shutdownNow();
    }
}
