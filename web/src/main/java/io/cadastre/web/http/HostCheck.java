package io.cadastre.web.http;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses requests whose Host header names another machine while the server listens on loopback only. A page elsewhere
 * can point its own name at 127.0.0.1 (DNS rebinding); the name in the Host header gives it away.
 */
public final class HostCheck {
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean loopback;

    /** Checks only when the address that is listened on is a loopback address. */
    public HostCheck(String boundHost) {
        this.loopback = isLoopback(boundHost);
    }

    /** Whether only this machine can reach the address. */
    public static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Called for every request. */
    public void check(Context ctx) {
        if (!loopback) {
            return;
        }
        String host = ctx.header("Host");
        if (host == null || !LOOPBACK_NAMES.contains(withoutPort(host.toLowerCase(Locale.ROOT)))) {
            throw Problem.of(
                    ProblemKind.WRONG_HOST,
                    "This server answers only to localhost. To reach it by another name, start it with --host.");
        }
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }
}
