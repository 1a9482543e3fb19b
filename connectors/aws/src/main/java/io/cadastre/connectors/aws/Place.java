package io.cadastre.connectors.aws;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.pipeline.LoadEnv;

/**
 * Where something was found.
 *
 * @param account the account's number
 * @param region the region's name
 */
record Place(String account, String region) {
    /** Where an entity is, by its own fields. */
    static <E> Place of(LoadEnv env, EntityRef<E> ref, Field<E, String> account, Field<E, String> region) {
        return new Place(
                env.collected(ref).value(account).orElseThrow(),
                env.collected(ref).value(region).orElseThrow());
    }

    /** Whose it is: what is shared by another account is that account's. */
    String owner(Json json) throws ConnectorException.BadData {
        return AwsAnswers.text(json, "ownerId").orElse(account);
    }
}
