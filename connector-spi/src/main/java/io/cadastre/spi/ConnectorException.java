package io.cadastre.spi;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connector cannot do what it was asked. The message is shown to people and kept in reports: it holds no secret, says
 * what is wrong and, where possible, what to do. Detail belongs into the cause, which only the log sees.
 */
public sealed class ConnectorException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;
    private int attempts = 1;

    private ConnectorException(ErrorKind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public ErrorKind kind() {
        return kind;
    }

    /** Whether the same call may succeed later with nothing changed. */
    public boolean retryable() {
        return kind.retryable();
    }

    /** How often the call was tried; at least 1. */
    public int attempts() {
        return attempts;
    }

    /** Notes how often the call was tried; by the host, when it gives up. */
    public ConnectorException afterAttempts(int tried) {
        attempts = tried;
        return this;
    }

    /** See {@link ErrorKind#CONFIGURATION}. */
    public static final class Configuration extends ConnectorException {
        private static final long serialVersionUID = 1L;

        public Configuration(String message) {
            super(ErrorKind.CONFIGURATION, message, null);
        }
    }

    /** See {@link ErrorKind#AUTHENTICATION}. */
    public static final class Authentication extends ConnectorException {
        private static final long serialVersionUID = 1L;

        public Authentication(String message) {
            super(ErrorKind.AUTHENTICATION, message, null);
        }
    }

    /** See {@link ErrorKind#PERMISSION}. */
    public static final class Permission extends ConnectorException {
        private static final long serialVersionUID = 1L;

        private final String permission;

        /**
         * Something may not be read.
         *
         * @param permission what would have to be granted, in the words of the source
         * @param message for people
         */
        public Permission(String permission, String message) {
            super(ErrorKind.PERMISSION, message, null);
            this.permission = permission;
        }

        /** What would have to be granted. */
        public String permission() {
            return permission;
        }
    }

    /** See {@link ErrorKind#RATE_LIMITED}. */
    public static final class RateLimited extends ConnectorException {
        private static final long serialVersionUID = 1L;

        private final @Nullable Duration retryAfter;

        public RateLimited(String message) {
            this(message, null);
        }

        /**
         * Too many calls.
         *
         * @param message for people
         * @param retryAfter how long the source asks to wait; null if it does not say
         */
        public RateLimited(String message, @Nullable Duration retryAfter) {
            super(ErrorKind.RATE_LIMITED, message, null);
            this.retryAfter = retryAfter;
        }

        /** How long the source asks to wait, if it says. */
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }
    }

    /** See {@link ErrorKind#NOT_FOUND}. */
    public static final class NotFound extends ConnectorException {
        private static final long serialVersionUID = 1L;

        public NotFound(String message) {
            super(ErrorKind.NOT_FOUND, message, null);
        }
    }

    /** See {@link ErrorKind#POSITION_LOST}. */
    public static final class PositionLost extends ConnectorException {
        private static final long serialVersionUID = 1L;

        public PositionLost(String message) {
            super(ErrorKind.POSITION_LOST, message, null);
        }
    }

    /** See {@link ErrorKind#TIMEOUT}. */
    public static final class Timeout extends ConnectorException {
        private static final long serialVersionUID = 1L;

        public Timeout(String message) {
            super(ErrorKind.TIMEOUT, message, null);
        }
    }

    /** See {@link ErrorKind#UNAVAILABLE}. */
    public static final class Unavailable extends ConnectorException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message, @Nullable Throwable cause) {
            super(ErrorKind.UNAVAILABLE, message, cause);
        }
    }

    /** See {@link ErrorKind#BAD_DATA}. */
    public static final class BadData extends ConnectorException {
        private static final long serialVersionUID = 1L;

        public BadData(String message, @Nullable Throwable cause) {
            super(ErrorKind.BAD_DATA, message, cause);
        }
    }
}
