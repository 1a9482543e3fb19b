package io.cadastre.connectors.aws;

import io.cadastre.connectors.aws.model.AwsKmsKey;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes entities out of what KMS says. */
final class KmsEntities {
    private KmsEntities() {}

    static EntityInput key(Place place, Json json) throws ConnectorException.BadData {
        return AwsKmsKey.TYPE
                .input(json.text("KeyArn"))
                .displayName(json.text("KeyId"))
                .set(AwsKmsKey.ACCOUNT_ID, place.account())
                .set(AwsKmsKey.REGION, place.region())
                .set(AwsKmsKey.NAME, json.text("KeyId"))
                .build();
    }

    static EntityInput details(EntityRef<AwsKmsKey> key, Json json) throws ConnectorException.BadData {
        return AwsKmsKey.TYPE
                .input(key.key())
                .set(AwsKmsKey.DESCRIPTION, AwsAnswers.text(json, "Description"))
                .set(AwsKmsKey.STATE, AwsAnswers.text(json, "KeyState"))
                .set(AwsKmsKey.ENABLED, AwsAnswers.bool(json, "Enabled"))
                .set(AwsKmsKey.MANAGER, AwsAnswers.text(json, "KeyManager"))
                .set(AwsKmsKey.KEY_SPEC, AwsAnswers.text(json, "KeySpec"))
                .set(AwsKmsKey.KEY_USAGE, AwsAnswers.text(json, "KeyUsage"))
                .set(AwsKmsKey.ORIGIN, AwsAnswers.text(json, "Origin"))
                .set(AwsKmsKey.MULTI_REGION, AwsAnswers.bool(json, "MultiRegion"))
                .set(AwsKmsKey.CREATED_ON, AwsAnswers.time(json, "CreationDate"))
                .set(AwsKmsKey.EXPIRES_ON, AwsAnswers.time(json, "DeletionDate"))
                .build();
    }

    static EntityInput aliases(EntityRef<AwsKmsKey> key, List<Json> found) throws ConnectorException.BadData {
        List<String> aliases = new ArrayList<>();
        for (Json alias : found) {
            aliases.add(alias.text("AliasName").replaceFirst("^alias/", ""));
        }
        return AwsKmsKey.TYPE
                .input(key.key())
                .set(AwsKmsKey.ALIASES, aliases.stream().sorted().toList())
                .build();
    }

    /** The ARN of the key that something uses; nothing where it names it in another way. */
    static Optional<String> key(Json json, String member) throws ConnectorException.BadData {
        return AwsAnswers.text(json, member).filter(arn -> arn.contains(":key/"));
    }
}
