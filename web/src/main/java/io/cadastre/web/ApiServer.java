package io.cadastre.web;

import com.github.benmanes.caffeine.cache.Ticker;
import io.cadastre.engine.access.Principal;
import io.cadastre.engine.access.Role;
import io.cadastre.web.access.Authentication;
import io.cadastre.web.access.LoginAttempts;
import io.cadastre.web.access.LoginCodes;
import io.cadastre.web.access.Sessions;
import io.cadastre.web.event.EventLog;
import io.cadastre.web.http.HostCheck;
import io.cadastre.web.http.RequestId;
import io.cadastre.web.http.SecurityHeaders;
import io.cadastre.web.ui.UiFiles;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: the API and the web UI on one port. */
public final class ApiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final long MOST_BODY_BYTES = 1 << 20;
    /** Longer than the longest query. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(330);

    private final Javalin javalin;
    private final EventLog events;
    private final AutoCloseable subscription;
    private final LoginCodes codes;

    private ApiServer(Javalin javalin, EventLog events, AutoCloseable subscription, LoginCodes codes) {
        this.javalin = javalin;
        this.events = events;
        this.subscription = subscription;
        this.codes = codes;
    }

    /**
     * Starts to listen.
     *
     * @throws PortInUseException if something else listens there
     */
    public static ApiServer start(WebOptions options, Backend backend) {
        Ticker ticker = Ticker.systemTicker();
        LoginCodes codes = new LoginCodes(ticker);
        Sessions sessions = new Sessions(ticker);
        EventLog events = new EventLog(RequestId.random());
        Metrics metrics = new Metrics(backend.syncs(), backend.calls());
        UiFiles ui = new UiFiles();
        Routes routes = new Routes(options, backend, events, metrics, sessions, codes, new LoginAttempts(ticker), ui);
        Authentication authentication = new Authentication(backend.tokens(), sessions);
        HostCheck hosts = new HostCheck(options.host());
        Javalin javalin = Javalin.create(config -> {
            configure(config, options);
            config.requestLogger.http(metrics::request);
            config.routes.before(ctx -> {
                RequestId.assign(ctx);
                SecurityHeaders.set(ctx);
                hosts.check(ctx);
            });
            config.routes.beforeMatched(authentication::check);
            routes.register(config.routes);
            ProblemAnswers.handle(config.routes, ui);
        });
        AutoCloseable subscription = backend.syncs().subscribe(event -> {
            events.onEvent(event);
            metrics.onEvent(event);
        });
        ApiServer server = new ApiServer(javalin, events, subscription, codes);
        try {
            javalin.start();
        } catch (JavalinBindException e) {
            server.close();
            throw new PortInUseException(options.host(), options.port(), e);
        }
        return server;
    }

    private static void configure(JavalinConfig config, WebOptions options) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = MOST_BODY_BYTES;
        config.http.prefer405over404 = true;
        config.router.ignoreTrailingSlashes = false;
        config.jetty.host = options.host();
        config.jetty.port = options.port();
        // With a timeout Jetty waits for idle keep-alive connections, and fails when clients hold on to them.
        config.jetty.modifyServer(server -> server.setStopTimeout(0));
        config.jetty.modifyHttpConfiguration(ApiServer::harden);
    }

    private static void harden(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setIdleTimeout(LONGEST_REQUEST.toMillis());
    }

    /** The port that is listened on. */
    public int port() {
        return javalin.port();
    }

    /** A code that logs a browser in as an administrator once. */
    public String mintAdminCode() {
        return codes.mint(new Principal("admin", Role.ADMIN));
    }

    /** Ends all streams, then stops to listen. */
    @Override
    public void close() {
        try {
            subscription.close();
        } catch (Exception e) {
            LOG.warn("The event log could not be taken from the syncs", e);
        }
        events.close();
        javalin.stop();
    }
}
