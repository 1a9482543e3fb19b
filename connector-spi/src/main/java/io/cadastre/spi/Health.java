package io.cadastre.spi;

/**
 * Whether an installation can do its work.
 *
 * @param status the verdict
 * @param detail for people; holds no secret
 */
public record Health(Status status, String detail) {
    /** The verdict about an installation. */
    public enum Status {
        /** It can read everything it declares. */
        HEALTHY,
        /** It can read a part. */
        DEGRADED,
        /** It can read nothing. */
        UNHEALTHY,
        /** Nobody has looked. */
        UNKNOWN
    }

    public static Health healthy(String detail) {
        return new Health(Status.HEALTHY, detail);
    }

    public static Health degraded(String detail) {
        return new Health(Status.DEGRADED, detail);
    }

    public static Health unknown() {
        return new Health(Status.UNKNOWN, "Not checked yet.");
    }
}
