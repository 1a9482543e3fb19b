package io.cadastre.engine.call;

import io.cadastre.engine.call.Calls.Caller;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.http.Http;
import io.cadastre.spi.http.HttpAnswer;
import io.cadastre.spi.http.HttpAuth;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.http.HttpSettings;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * HTTP through the chain of calls. Nothing of the settings leaves the origin of the base URL: redirects are followed only
 * within it, and a whole URL that leads elsewhere is refused if there is a credential, else asked without any header of
 * the connector's.
 */
final class LimitedHttp implements Http {
    private static final int MOST_REDIRECTS = 5;

    private final CallChain chain;
    private final HttpClients clients;
    private final Caller caller;
    private final HttpSettings settings;

    LimitedHttp(CallChain chain, HttpClients clients, Caller caller, HttpSettings settings) {
        this.chain = chain;
        this.clients = clients;
        this.caller = caller;
        this.settings = settings;
    }

    @Override
    public HttpAnswer send(HttpCall call) throws ConnectorException, InterruptedException {
        HttpWire wire = new HttpWire(clients.through(settings.proxy(), settings.caCertificates()), chain.time());
        String operation = operation(call);
        HttpWire.Message message = message(call, operation);
        for (int redirects = 0; ; redirects++) {
            HttpWire.Message sent = message;
            HttpReply reply = chain.execute(
                    caller,
                    new Call<>(
                            operation,
                            Target.host(sent.url()),
                            settings.limits(),
                            settings.timeout(),
                            call.idempotent(),
                            attempt -> wire.send(sent, attempt)));
            if (!HttpWire.isRedirect(reply.status())) {
                return reply;
            }
            if (redirects == MOST_REDIRECTS) {
                throw new ConnectorException.BadData(
                        sent.label() + " was redirected more than " + MOST_REDIRECTS + " times.", null);
            }
            message = redirected(sent, reply);
        }
    }

    /** The operation's name without a query, which may hold secrets. */
    private static String operation(HttpCall call) {
        String name = call.operation();
        int query = name.indexOf('?');
        return query < 0 ? name : name.substring(0, query);
    }

    private HttpWire.Message message(HttpCall call, String operation) throws ConnectorException.Configuration {
        URI url = Target.of(settings.baseUrl(), call);
        String label = "'" + operation + "' at " + Target.host(url);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        HttpAuth auth = settings.auth();
        if (Target.origin(url).equals(Target.origin(settings.baseUrl()))) {
            headers.putAll(settings.headers());
            headers.putAll(call.headers());
        } else if (!(auth instanceof HttpAuth.None)) {
            throw new ConnectorException.Configuration(label + " leads away from "
                    + Target.origin(settings.baseUrl())
                    + ", where the credential belongs. Correct the base URL if the source lives there.");
        }
        String body = null;
        if (call.body() != null) {
            body = JsonText.write(call.body());
            headers.putIfAbsent("Content-Type", "application/json");
        }
        String validator = call.validator();
        if (validator != null) {
            headers.put("If-None-Match", validator);
        }
        return new HttpWire.Message(
                label, call.permission(), call.method(), url, headers, body, auth, Set.of(), settings.maxAnswerBytes());
    }

    private static HttpWire.Message redirected(HttpWire.Message sent, HttpReply reply) throws ConnectorException {
        URI other = reply.header("Location")
                .flatMap(reply::resolved)
                .orElseThrow(() ->
                        new ConnectorException.BadData(sent.label() + " was redirected to no valid address.", null));
        if (!Target.origin(other).equals(Target.origin(sent.url())) || other.getRawUserInfo() != null) {
            throw new ConnectorException.Configuration(
                    sent.label() + " was redirected to " + Target.origin(other)
                            + ". Redirects are followed only within one origin; use that as base URL if the source lives there.");
        }
        boolean asGet = reply.status() == 303;
        if (!asGet && reply.status() < 303 && !sent.method().equals("GET")) {
            throw new ConnectorException.BadData(
                    sent.label() + " was redirected with " + reply.status()
                            + ", which does not say whether a POST stays one.",
                    null);
        }
        return sent.redirected(other, asGet);
    }
}
