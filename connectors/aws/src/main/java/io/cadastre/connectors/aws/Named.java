package io.cadastre.connectors.aws;

import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.pipeline.LoadEnv;

/**
 * Something that is asked for by a name in an account.
 *
 * @param account the account's number
 * @param name or an ARN
 */
record Named(String account, String name) {
    /** An entity, by its own fields. */
    static <E> Named of(LoadEnv env, EntityRef<E> ref, Field<E, String> account, Field<E, String> name) {
        return new Named(
                env.collected(ref).value(account).orElseThrow(),
                env.collected(ref).value(name).orElseThrow());
    }
}
