package io.cadastre.spi;

import org.jspecify.annotations.Nullable;

/**
 * A connector cannot do what it was asked. The message is shown to people and kept in reports: it holds no secret, says
 * what is wrong and, where possible, what to do. Detail belongs into the cause, which only the log sees.
 */
public sealed class ConnectorException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;

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

        public RateLimited(String message) {
            super(ErrorKind.RATE_LIMITED, message, null);
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
