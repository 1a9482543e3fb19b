package io.cadastre.server.bench.data;

/**
 * What a side holds. Equal for two sides that hold the same.
 *
 * @param entities how many assets
 * @param relationships how many relationships between them
 * @param revisions the sum of the property {@code revision}: how many changes have arrived
 */
public record Census(long entities, long relationships, long revisions) {}
