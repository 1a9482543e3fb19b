package io.cadastre.engine.onboarding;

import io.cadastre.engine.call.Calls;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.onboarding.Answers;
import io.cadastre.spi.onboarding.OnboardingStep;
import io.cadastre.spi.step.StepLog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the connector's own code for one onboarding. Whatever that code does, the caller gets an answer in time, and
 * what people or the log are told holds none of the secrets given.
 */
final class StepCalls {
    private static final Logger LOG = LoggerFactory.getLogger(StepCalls.class);

    private final Calls calls;
    private final Onboarding.Handles handles;
    private final String connector;
    private final String identity;
    private final Duration longest;
    private volatile @Nullable FutureTask<?> running;

    StepCalls(Calls calls, Onboarding.Handles handles, String connector, String identity, Duration longest) {
        this.calls = calls;
        this.handles = handles;
        this.connector = connector;
        this.identity = identity;
        this.longest = longest;
    }

    @FunctionalInterface
    private interface Code<T> {
        T run(Answers answers, Env env) throws Exception;
    }

    /** Whether a step is asked at all. */
    boolean asks(OnboardingStep step, Answered answered) throws RefusedException {
        Answers answers = answers(answered);
        return step.when().equals(OnboardingStep.ALWAYS)
                || inTime(step, answered, new AtomicBoolean(), () -> step.when().test(answers));
    }

    /** What is wrong with a form as a whole. */
    List<Config.Problem> problems(OnboardingStep.Input step, Answered answered) throws RefusedException {
        return call(step, answered, step.validation()::check).stream()
                .map(problem ->
                        new Config.Problem(problem.field(), answered.secrets().masked(problem.message())))
                .toList();
    }

    /** What can be selected now. */
    List<OnboardingStep.Option> options(OnboardingStep.Select step, Answered answered) throws RefusedException {
        List<OnboardingStep.Option> options = List.copyOf(call(step, answered, step.options()::list));
        if (options.isEmpty() && step.required()) {
            throw new RefusedException("There is nothing to select for '" + step.label()
                    + "' with what was answered so far. Go back and change that, or see to it that the source shows"
                    + " something to these credentials, and try again.");
        }
        return options;
    }

    /** Lets the connector do what it wants to do, and gives what people are told. */
    String act(OnboardingStep.Custom step, Answered answered) throws RefusedException {
        return answered.secrets().masked(call(step, answered, step.action()::run));
    }

    /** Ends a call that nobody waits for any more. */
    void abandon() {
        FutureTask<?> task = running;
        if (task != null) {
            task.cancel(true);
        }
    }

    private <T> T call(OnboardingStep step, Answered answered, Code<T> code) throws RefusedException {
        AtomicBoolean over = new AtomicBoolean();
        Calls.Caller caller = new Calls.Caller(
                connector, identity, Optional.empty(), new Log(connector, answered.secrets()), over::get, () -> {});
        return inTime(step, answered, over, () -> code.run(answers(answered), calls.env(caller)));
    }

    private Answers answers(Answered answered) {
        return new Answers(
                new Config(answered.values()),
                handles.of(connector, answered.secrets().secrets()));
    }

    private <T> T inTime(
            OnboardingStep step, Answered answered, AtomicBoolean over, java.util.concurrent.Callable<T> code)
            throws RefusedException {
        FutureTask<T> task = new FutureTask<>(code);
        running = task;
        Thread.ofVirtual().name("onboarding-" + connector).start(task);
        try {
            return task.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RefusedException("'" + step.label() + "' got no answer within " + longest.toSeconds()
                    + " s. Check that the source can be reached from here, and try again.");
        } catch (CancellationException e) {
            throw new RefusedException("The onboarding was abandoned.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("The server is stopping. Try again when it runs.");
        } catch (ExecutionException e) {
            throw refusal(e.getCause() == null ? e : e.getCause(), step, answered.secrets());
        } finally {
            over.set(true);
            task.cancel(true);
            running = null;
        }
    }

    private RefusedException refusal(Throwable cause, OnboardingStep step, GivenSecrets secrets) {
        if (cause instanceof ConnectorException told) {
            return new RefusedException(secrets.masked(String.valueOf(told.getMessage())));
        }
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace, true));
        LOG.warn(
                "The step '{}' of the onboarding of {} failed unexpectedly: {}",
                step.key(),
                connector,
                secrets.masked(trace.toString()));
        return new RefusedException("Unexpected " + cause.getClass().getSimpleName() + "; the log has the details.");
    }

    /** What a connector says while it is asked, without secrets. */
    private record Log(String connector, GivenSecrets secrets) implements StepLog {
        @Override
        public void info(String message) {
            LOG.info("Onboarding of {}: {}", connector, secrets.masked(message));
        }

        @Override
        public void warn(String message) {
            LOG.warn("Onboarding of {}: {}", connector, secrets.masked(message));
        }
    }
}
