package io.cadastre.engine.call;

import io.cadastre.spi.http.HttpSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** A server that writes bytes as they are and hangs up, for answers that no proper server gives. */
final class RawSource implements AutoCloseable {
    /** At the end of an answer: there could be more. */
    static final String STAYS = "...stays";

    private final ServerSocket socket;
    private final Thread thread;
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);

    /**
     * Gives an answer to each connection, by its number from 1 on.
     *
     * @param answers what is written. After nothing at all, and after what ends with {@link #STAYS}, it waits until the
     *     client goes
     */
    RawSource(IntFunction<String> answers) {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = Thread.ofVirtual().start(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket connection = socket.accept();
                    int number = connections.incrementAndGet();
                    Thread.ofVirtual().start(() -> answer(connection, answers.apply(number)));
                } catch (IOException e) {
                    // It was closed.
                    return;
                }
            }
        });
    }

    private void answer(Socket connection, String text) {
        try (connection) {
            BufferedReader request =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            String line = request.readLine();
            while (line != null && !line.isEmpty()) {
                line = request.readLine();
            }
            connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            connection.getOutputStream().flush();
            if (text.isEmpty() || text.endsWith(STAYS)) {
                while (line != null) {
                    line = request.readLine();
                }
                end.countDown();
            }
        } catch (IOException e) {
            // The client went away.
            end.countDown();
        }
    }

    int connections() {
        return connections.get();
    }

    /** Waits until a client went away that got no answer. */
    void awaitHangUp() throws InterruptedException {
        end.await();
    }

    HttpSettings settings() {
        return HttpSettings.at(URI.create("http://localhost:" + socket.getLocalPort()));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.interrupt();
    }
}
