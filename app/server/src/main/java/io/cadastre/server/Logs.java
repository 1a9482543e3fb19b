package io.cadastre.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where logs go: everything to a file in the data directory, warnings of ours to the terminal. */
public final class Logs {
    private Logs() {}

    /** Nothing but errors, for commands that only speak to a server. */
    public static void quiet() {
        Logger root = reset();
        root.setLevel(Level.ERROR);
    }

    /** To a file that is rolled at 10 MB, five times. */
    public static void toDirectory(Path directory) {
        Logger root = reset();
        root.setLevel(Level.INFO);
        LoggerContext context = root.getLoggerContext();
        root.addAppender(started(
                file(directory, context),
                "%d{ISO8601} %-5level [%thread] %logger{36} %replace(%X{call} ){'^ $', ''}%msg%n",
                context));

        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setTarget("System.err");
        ThresholdFilter warnings = new ThresholdFilter();
        warnings.setLevel("WARN");
        warnings.start();
        console.addFilter(warnings);
        // No stack traces on the terminal: the file has them.
        context.getLogger("io.cadastre").addAppender(started(console, "%level %msg%nopex%n", context));
    }

    private static RollingFileAppender<ILoggingEvent> file(Path directory, LoggerContext context) {
        String name = directory.resolve("cadastre.log").toString();
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setFile(name);
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(file);
        rolling.setFileNamePattern(name + ".%i");
        rolling.setMaxIndex(5);
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
        trigger.setContext(context);
        trigger.setMaxFileSize(new FileSize(10L << 20));
        trigger.start();
        file.setRollingPolicy(rolling);
        file.setTriggeringPolicy(trigger);
        return file;
    }

    private static <A extends OutputStreamAppender<ILoggingEvent>> A started(
            A appender, String pattern, LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private static Logger reset() {
        // The driver and the database log through java.util.logging.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        return context.getLogger(Logger.ROOT_LOGGER_NAME);
    }
}
