package io.cadastre.connectors.aws;

import io.cadastre.connectors.aws.AwsPlan.Stage;
import io.cadastre.connectors.aws.model.AwsKmsKey;
import io.cadastre.connectors.aws.model.AwsRegion;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.Loadable;
import io.cadastre.spi.pipeline.LoadEnv;
import io.cadastre.spi.pipeline.LoadPolicy;
import io.cadastre.spi.pipeline.Loader;
import io.cadastre.spi.step.CollectedEntity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is read of KMS. Each key has a policy of its own, so that one may be shown and another not. */
final class KmsListings {
    private static final Set<Loadable<AwsKmsKey>> LISTED =
            Set.of(AwsKmsKey.ACCOUNT_ID, AwsKmsKey.REGION, AwsKmsKey.NAME);
    private static final Set<Loadable<AwsKmsKey>> DETAILS = AwsKmsKey.TYPE.loadablesExcept(
            AwsKmsKey.ACCOUNT_ID, AwsKmsKey.REGION, AwsKmsKey.NAME, AwsKmsKey.ALIASES, AwsKmsKey.ROTATES);

    private final AwsPlan plan;

    KmsListings(AwsPlan plan) {
        this.plan = plan;
    }

    void add() {
        if (!plan.reads(Part.KMS)) {
            return;
        }
        Paged keys = new Paged(
                AwsRequest.of(AwsService.KMS, "ListKeys"), answer -> answer.elements("Keys"), "NextMarker", "Marker");
        plan.ofRegion(Part.KMS, "keys", AwsRegion.KEYS, keys, KmsEntities::key, LISTED);
        plan.fields(
                Stage.THIRD,
                new Loader.OneByOne<>("keyDetails", AwsKmsKey.TYPE, DETAILS, this::details, LoadPolicy.DEFAULT));
        plan.fields(
                Stage.THIRD,
                Loader.entity("keyAliases", AwsKmsKey.TYPE, this::aliases).fills(AwsKmsKey.ALIASES));
        plan.fields(
                Stage.FOURTH,
                Loader.entity("keyRotation", AwsKmsKey.TYPE, this::rotation).fills(AwsKmsKey.ROTATES));
    }

    private Json ask(LoadEnv env, EntityRef<AwsKmsKey> key, AwsRequest request) throws Exception {
        return plan.ask(
                env, Place.of(env, key, AwsKmsKey.ACCOUNT_ID, AwsKmsKey.REGION), request.with("KeyId", key.key()));
    }

    private EntityInput details(LoadEnv env, EntityRef<AwsKmsKey> key) throws Exception {
        Json answer = ask(env, key, AwsRequest.of(AwsService.KMS, "DescribeKey"));
        return KmsEntities.details(key, answer.get("KeyMetadata"));
    }

    private EntityInput aliases(LoadEnv env, EntityRef<AwsKmsKey> key) throws Exception {
        AwsRequest request = AwsRequest.of(AwsService.KMS, "ListAliases");
        List<Json> aliases = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Json answer = ask(env, key, next.isPresent() ? request.with("Marker", next.get()) : request);
            aliases.addAll(answer.elements("Aliases"));
            next = AwsAnswers.text(answer, "NextMarker");
        } while (next.isPresent());
        return KmsEntities.aliases(key, aliases);
    }

    private EntityInput rotation(LoadEnv env, EntityRef<AwsKmsKey> key) throws Exception {
        EntityInput.Builder<AwsKmsKey> input = AwsKmsKey.TYPE.input(key.key());
        CollectedEntity<AwsKmsKey> known = env.collected(key);
        // Of others AWS does not say it, but answers with an error.
        if (known.value(AwsKmsKey.KEY_SPEC).orElse("SYMMETRIC_DEFAULT").equals("SYMMETRIC_DEFAULT")
                && known.value(AwsKmsKey.ORIGIN).orElse("AWS_KMS").equals("AWS_KMS")) {
            Json answer = ask(env, key, AwsRequest.of(AwsService.KMS, "GetKeyRotationStatus"));
            input.set(AwsKmsKey.ROTATES, answer.bool("KeyRotationEnabled"));
        }
        return input.build();
    }
}
