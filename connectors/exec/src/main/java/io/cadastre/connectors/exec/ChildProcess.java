package io.cadastre.connectors.exec;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A running program whose output is lines. Its output waits in the pipe when nobody reads, so that it runs no faster
 * than the sync; at most a megabyte of it is in memory.
 */
final class ChildProcess implements LineSource {
    /**
     * What it bears.
     *
     * @param lineBytes the longest line
     * @param grace how long it may take to end when it should
     */
    record Limits(int lineBytes, Duration grace) {
        static final Limits DEFAULT = new Limits(1 << 20, Duration.ofSeconds(5));
    }

    private static final int BLOCK_BYTES = 1 << 16;
    private static final int BLOCKS = 16;
    private static final int ERROR_LINE_BYTES = 1 << 16;
    private static final int LAST_WORDS = 10;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final byte[] END = {};

    /** What a program finds in its environment without being told to. The server's own may hold secrets (I14). */
    private static final Set<String> HARMLESS =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "SystemRoot", "PATHEXT");

    private static final Pattern CAUSE = Pattern.compile("error[=:] ?\\d+,? \\(?([^()]*)\\)?\\s*$");

    private final Process process;
    private final Limits limits;
    private final LineLog log;
    private final Env env;
    private final LineSplitter lines;
    private final BlockingQueue<byte[]> blocks = new ArrayBlockingQueue<>(BLOCKS);
    private final Deque<String> lastWords = new ArrayDeque<>();
    private final Thread output;
    private final Thread errors;
    private final AtomicBoolean closed = new AtomicBoolean();
    private boolean ended;

    private ChildProcess(Process process, Limits limits, LineLog log, Env env) {
        this.process = process;
        this.limits = limits;
        this.log = log;
        this.env = env;
        this.lines = new LineSplitter(limits.lineBytes());
        // Platform threads: a read of a pipe would hold the carrier of a virtual one.
        output = Thread.ofPlatform().daemon().name("exec-output").unstarted(this::readOutput);
        errors = Thread.ofPlatform().daemon().name("exec-errors").unstarted(this::readErrors);
    }

    /**
     * Starts the program and hands it its input.
     *
     * @throws ConnectorException.Configuration if it cannot be started
     */
    static ChildProcess launch(ExecSettings settings, byte[] input, Limits limits, LineLog log, Env env)
            throws ConnectorException.Configuration {
        ProcessBuilder builder = new ProcessBuilder(settings.command());
        Path directory = settings.directory().orElse(null);
        if (directory != null) {
            if (!Files.isDirectory(directory)) {
                throw new ConnectorException.Configuration("The directory '" + directory + "' is not there.");
            }
            builder.directory(directory.toFile());
        }
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> !HARMLESS.contains(name) && !name.startsWith("LC_"));
        environment.putAll(settings.environment());
        ChildProcess child;
        try {
            child = new ChildProcess(builder.start(), limits, log, env);
        } catch (IOException e) {
            throw new ConnectorException.Configuration("The program '"
                    + Shown.name(settings.command().getFirst()) + "' cannot be started" + cause(e)
                    + ". It must be there, and Cadastre must be allowed to run it.");
        }
        child.output.start();
        child.errors.start();
        Thread.ofPlatform().daemon().name("exec-input").start(() -> child.write(input));
        return child;
    }

    private static String cause(IOException e) {
        Matcher cause = CAUSE.matcher(String.valueOf(e.getMessage()));
        return cause.find() ? " (" + cause.group(1) + ")" : "";
    }

    private void write(byte[] input) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input);
        } catch (IOException e) {
            // It need not read its input.
        }
    }

    private void readOutput() {
        try (InputStream stdout = process.getInputStream()) {
            byte[] block = available(stdout);
            while (block.length > 0) {
                blocks.put(block);
                block = available(stdout);
            }
        } catch (IOException e) {
            // It was killed; what it said so far stands.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            blocks.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What can be had now, at least a byte; nothing at the end. */
    private static byte[] available(InputStream stdout) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        int length = stdout.read(block);
        return length <= 0 ? END : Arrays.copyOf(block, length);
    }

    private void readErrors() {
        LineSplitter splitter = new LineSplitter(ERROR_LINE_BYTES);
        byte[] block = new byte[BLOCK_BYTES];
        try (InputStream stderr = process.getErrorStream()) {
            int length = stderr.read(block);
            while (length >= 0) {
                splitter.take(block, length);
                tellErrors(splitter);
                length = stderr.read(block);
            }
        } catch (IOException e) {
            // It was killed; what it said so far stands.
        }
        splitter.finish();
        tellErrors(splitter);
    }

    private void tellErrors(LineSplitter splitter) {
        for (Optional<Line> line = splitter.next(); line.isPresent(); line = splitter.next()) {
            String text = line.get().problem().isEmpty()
                    ? line.get().text()
                    : "(a line that " + line.get().problem() + ")";
            if (!text.isBlank()) {
                log.info("stderr: ", text, env.log());
                synchronized (lastWords) {
                    lastWords.add(Shown.text(log.shown(text), 300));
                    if (lastWords.size() > LAST_WORDS) {
                        lastWords.remove();
                    }
                }
            }
        }
    }

    @Override
    public String name() {
        return "The program";
    }

    @Override
    public Optional<Line> next(Duration patience) throws ConnectorException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<Line> line = lines.next();
        while (line.isEmpty() && !ended) {
            long left = deadline - System.nanoTime();
            byte[] block = blocks.poll(Math.min(Math.max(left, 0), LOOK.toNanos()), TimeUnit.NANOSECONDS);
            if (block != null) {
                take(block);
            } else if (env.cancelled()) {
                throw new ConnectorException.Unavailable("It was cancelled.", null);
            } else if (left <= 0) {
                throw new ConnectorException.Timeout(
                        "The program said nothing within " + patience.toSeconds() + " seconds.");
            }
            line = lines.next();
        }
        return line;
    }

    private void take(byte[] block) {
        if (block.length == 0) {
            ended = true;
            lines.finish();
        } else {
            lines.take(block, block.length);
        }
    }

    @Override
    public void finish() throws ConnectorException, InterruptedException {
        try {
            for (Optional<Line> line = next(limits.grace()); line.isPresent(); line = next(limits.grace())) {
                if (!line.get().blank()) {
                    throw new ConnectorException.BadData(
                            "Line " + line.get().number() + " of the program comes after 'done'. Nothing is deleted.",
                            null);
                }
            }
        } catch (ConnectorException.Timeout e) {
            throw stillRunning();
        }
        Integer code = exitCode();
        if (code == null) {
            throw stillRunning();
        }
        if (code != 0) {
            throw new ConnectorException.Unavailable(
                    "The program said 'done' and then failed (" + ending() + "). Nothing is deleted.", null);
        }
    }

    private ConnectorException.Timeout stillRunning() {
        return new ConnectorException.Timeout("The program said 'done' but did not end within "
                + limits.grace().toSeconds() + " seconds; it is stopped, and nothing is deleted.");
    }

    /** The exit code, or null if it goes on. */
    private @Nullable Integer exitCode() throws InterruptedException {
        return process.waitFor(limits.grace().toNanos(), TimeUnit.NANOSECONDS) ? process.exitValue() : null;
    }

    @Override
    public String ending() throws InterruptedException {
        Integer code = exitCode();
        if (code == null) {
            return "it closed its output and went on running; it is stopped";
        }
        errors.join(limits.grace());
        synchronized (lastWords) {
            return "exit code " + code
                    + (code == 0 || lastWords.isEmpty() ? "" : "; last on stderr: " + String.join(" | ", lastWords));
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        List<ProcessHandle> tree = tree().toList();
        if (!tree.isEmpty()) {
            tree.forEach(ProcessHandle::destroy);
            interrupted |= awaitEnd(tree);
            Stream.concat(tree.stream(), tree()).filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        }
        output.interrupt();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Stream<ProcessHandle> tree() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .filter(ProcessHandle::isAlive);
    }

    /** Waits a moment; says whether it was interrupted. */
    private boolean awaitEnd(List<ProcessHandle> tree) {
        try {
            CompletableFuture.allOf(tree.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(limits.grace().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return true;
        } catch (ExecutionException | TimeoutException e) {
            // Forcibly, then.
        }
        return false;
    }
}
