package io.cadastre.engine.call;

import io.cadastre.spi.Env;
import io.cadastre.spi.step.StepLog;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs calls of connectors to the outside. One for the whole server: limits are shared through it. */
public final class CallRuntime implements Calls, AutoCloseable {
    private final CallCounts counts = new CallCounts();
    private final CallChain chain;
    private final HttpClients clients = new HttpClients();

    public CallRuntime() {
        this(Time.SYSTEM, new Random(), RetryPolicy.DEFAULT);
    }

    /**
     * With everything that is not a function of the calls.
     *
     * @param random used by several threads at once
     */
    public CallRuntime(Time time, RandomGenerator random, RetryPolicy retry) {
        chain = new CallChain(time, random, retry, counts);
    }

    @Override
    public Env env(Caller caller) {
        return new CallEnv(chain, clients, caller);
    }

    /** Where the OAuth credentials of a connector get their tokens. */
    public TokenEndpoint tokenEndpoint(String connector) {
        Caller caller =
                new Caller(connector, "oauth", Optional.empty(), new PlainLog(connector), () -> false, () -> {});
        return new HttpTokenEndpoint(chain, clients, caller);
    }

    /** What became of calls since the start. */
    public List<CallCounts.Line> counts() {
        return counts.snapshot();
    }

    @Override
    public void close() {
        clients.close();
    }

    /** Where warnings go that belong to no step. */
    private record PlainLog(String connector) implements StepLog {
        private static final Logger LOG = LoggerFactory.getLogger(CallRuntime.class);

        @Override
        public void info(String message) {
            LOG.info("{}: {}", connector, message);
        }

        @Override
        public void warn(String message) {
            LOG.warn("{}: {}", connector, message);
        }
    }
}
