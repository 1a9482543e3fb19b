package io.cadastre.cypher.lease;

import java.util.Map;
import org.neo4j.driver.SimpleQueryRunner;

/**
 * Keeps a holder that is late from writing over what came after it. Whether a lease has expired is not asked: one that
 * nobody else took is still good.
 *
 * @param name the lease's name
 * @param token the lease's token
 */
public record Fence(String name, long token) {
    // Its own node, so that a lease can be renewed while a long transaction of its holder is open.
    private static final String LOCK = "MATCH (f:_Fence {name: $name}) SET f._lock = true";

    // Not before the lock is held: another token may be committed until then.
    private static final String TOKEN = "MATCH (f:_Fence {name: $name}) RETURN f.token AS token";

    /**
     * Makes sure that the lease is nobody else's, and that it stays so until the transaction has ended. Called first in
     * a transaction.
     *
     * @throws LeaseLostException if it is; the transaction is rolled back then
     */
    public void check(SimpleQueryRunner tx) {
        Map<String, Object> parameters = Map.of("name", name);
        tx.run(LOCK, parameters).consume();
        boolean current = tx.run(TOKEN, parameters).stream()
                .anyMatch(row -> row.get("token").asLong() == token);
        if (!current) {
            throw new LeaseLostException(name);
        }
    }
}
