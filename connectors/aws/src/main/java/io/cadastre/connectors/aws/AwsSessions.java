package io.cadastre.connectors.aws;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.json.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Who asks in which account: in one's own the access key itself, in others a role that it assumes. Of one sync. */
final class AwsSessions {
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final AwsClient client;
    private final AwsSettings settings;
    private final AwsClient.Signer own;
    private final Map<String, Assumed> assumed = new ConcurrentHashMap<>();
    private volatile Optional<Caller> caller = Optional.empty();

    /**
     * Whose the access key is.
     *
     * @param account the account's id
     * @param partition the part of AWS that the account is in
     */
    record Caller(String account, String partition) {}

    /** The role of an account. */
    private static final class Assumed {
        final ReentrantLock turn = new ReentrantLock();
        Optional<SigV4.Keys> keys = Optional.empty();
        Instant until = Instant.EPOCH;
        Optional<ConnectorException> refused = Optional.empty();
    }

    AwsSessions(AwsClient client, AwsSettings settings, Credential secret) {
        this.client = client;
        this.settings = settings;
        this.own = (request, clock) ->
                secret.use(text -> request.signed(new SigV4.Keys(settings.accessKeyId(), text, null), clock.instant()));
    }

    /** Asks whose the access key is. Every access key may. */
    Caller identify(Env env) throws ConnectorException, InterruptedException {
        Json identity = client.ask(env, own, settings.region(), AwsRequest.of(AwsService.STS, "GetCallerIdentity"));
        Caller found = new Caller(identity.text("Account"), identity.text("Arn").split(":", 3)[1]);
        caller = Optional.of(found);
        return found;
    }

    /** Asks by the access key itself. */
    Json asOwner(Env env, String region, AwsRequest request) throws ConnectorException, InterruptedException {
        return client.ask(env, own, region, request);
    }

    /** Asks in an account. */
    Json ask(Env env, String account, String region, AwsRequest request)
            throws ConnectorException, InterruptedException {
        Caller self = caller.orElseThrow();
        if (self.account().equals(account)) {
            return client.ask(env, own, region, request);
        }
        SigV4.Keys keys = keys(env, account, self.partition());
        return client.ask(env, (signing, clock) -> signing.signed(keys, clock.instant()), region, request);
    }

    private SigV4.Keys keys(Env env, String account, String partition) throws ConnectorException, InterruptedException {
        Assumed of = assumed.computeIfAbsent(account, id -> new Assumed());
        of.turn.lockInterruptibly();
        try {
            if (of.refused.isPresent()) {
                throw of.refused.get();
            }
            Clock clock = settings.clock();
            if (of.keys.isEmpty() || clock.instant().isAfter(of.until.minus(MARGIN))) {
                assume(env, of, "arn:" + partition + ":iam::" + account + ":role/" + settings.role());
            }
            return of.keys.orElseThrow();
        } finally {
            of.turn.unlock();
        }
    }

    private void assume(Env env, Assumed of, String role) throws ConnectorException, InterruptedException {
        AwsRequest request = AwsRequest.of(AwsService.STS, "AssumeRole")
                .with("RoleArn", role)
                .with("RoleSessionName", "cadastre");
        if (settings.externalId().isPresent()) {
            request = request.with("ExternalId", settings.externalId().get());
        }
        try {
            Json given = client.ask(env, own, settings.region(), request).get("Credentials");
            of.keys = Optional.of(new SigV4.Keys(
                    given.text("AccessKeyId"), given.text("SecretAccessKey"), given.text("SessionToken")));
            of.until = given.instant("Expiration");
        } catch (ConnectorException.Permission | ConnectorException.NotFound e) {
            // Each listing of the account would ask again.
            of.refused = Optional.of(new ConnectorException.Permission(
                    "sts:AssumeRole on " + role, "The role " + role + " may not be assumed. " + e.getMessage()));
            throw of.refused.get();
        }
    }
}
