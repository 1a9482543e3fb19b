package io.cadastre.server.cli;

import io.cadastre.cypher.read.GraphStatistics;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.server.Cadastre;
import io.cadastre.server.StartException;
import io.cadastre.server.config.ServerConfig;
import io.cadastre.server.embedded.EmbeddedNeo4jException;
import io.cadastre.web.PortInUseException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description = {
            "Starts the server: Neo4j embedded on the data directory, the web UI and the API. Ctrl-C stops it.",
            "",
            "CADASTRE_SECRET_KEY holds the key that seals credentials, instead of the file secret-key in the data"
                    + " directory.",
            "Each option can also be set in the environment (--neo4j-uri is CADASTRE_NEO4J_URI) or in a file"
                    + " (neo4j-uri=…); a flag wins over the environment, the environment over the file."
                    + " CADASTRE_ADMIN_TOKEN sets the administrator's token instead of making one."
                    + " CADASTRE_JAVA_OPTS adds options of the Java machine, such as -Xmx2g.",
            ""
        },
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Environment environment;

    @Mixin
    private ServerOptions options = new ServerOptions();

    /** Read by {@link Main} before the others, which may stand in it. */
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The file with settings. Default: cadastre.properties in the data directory, if it is there.")
    private @Nullable String configFile;

    UpCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServerConfig config = options.check(environment.variables());
        PrintWriter out = environment.out();
        Cadastre cadastre = start(config, out);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            out.println();
                            out.println("Stopping …");
                            cadastre.close();
                            out.println("Stopped. Everything is in " + config.dataDirectory() + ".");
                            stopped.countDown();
                            // The signal was an order, not an accident: it worked.
                            Runtime.getRuntime().halt(ExitCode.OK.number());
                        },
                        "shutdown"));
        welcome(cadastre, config, out);
        stopped.await();
        return ExitCode.OK.number();
    }

    private static Cadastre start(ServerConfig config, PrintWriter out) {
        try {
            return Cadastre.start(config, out::println);
        } catch (StartException e) {
            throw new CommandException(
                    config.neo4j().isPresent() ? ExitCode.UNAVAILABLE : ExitCode.FAILED,
                    String.valueOf(e.getMessage()),
                    e);
        } catch (EmbeddedNeo4jException | PortInUseException e) {
            throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    private static void welcome(Cadastre cadastre, ServerConfig config, PrintWriter out) throws InterruptedException {
        out.println();
        out.println("  Cadastre is ready:  " + cadastre.loginLink());
        out.println(
                "                      (the link works once, within ten minutes; './cadastre login' prints another)");
        if (!java.net.InetAddress.ofLiteral(literal(config.host())).isLoopbackAddress()) {
            out.println("  Warning:            " + config.host()
                    + " lets other machines in, and HTTP is not encrypted. Put a proxy with TLS before it.");
        }
        out.println();
        cadastre.newAdminToken().ifPresent(token -> {
            out.println("  Admin token:        " + token);
            out.println("                      (shown this once, kept in "
                    + cadastre.data().adminToken() + ")");
        });
        if (cadastre.newAdminToken().isEmpty()) {
            out.println("  Admin token:        "
                    + (config.adminToken().isPresent()
                            ? "the one in CADASTRE_ADMIN_TOKEN"
                            : "in " + cadastre.data().adminToken()));
        }
        out.println("  Data:               " + cadastre.data().root());
        out.println("  Logs:               " + cadastre.data().logs().resolve("cadastre.log"));
        Thread counting = Thread.ofVirtual().start(() -> counts(cadastre, out));
        counting.join(PATIENCE);
        out.println();
        out.println("  Ctrl-C stops it.");
    }

    private static void counts(Cadastre cadastre, PrintWriter out) {
        try {
            cadastre.awaitFirstSync().ifPresent(report -> out.println("  First sync:         " + outcome(report)));
            GraphStatistics statistics = cadastre.summaries().statistics();
            out.printf(
                    "  Inventory:          %,d entities, %,d relationships; installations: %,d%n",
                    statistics.entities(),
                    statistics.relationships(),
                    cadastre.installations().list().size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String outcome(SyncReport report) {
        return report.state() + (report.reason().isEmpty() ? "" : ", " + report.reason());
    }

    private static String literal(String host) {
        return host.equals("localhost") ? "127.0.0.1" : host;
    }
}
