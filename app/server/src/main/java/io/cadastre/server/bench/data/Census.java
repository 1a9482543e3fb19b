package io.cadastre.server.bench.data;

/**
 * What a side holds. Equal for two sides that hold the same.
 *
 * @param entities how many assets
 * @param relationships how many relationships between them
 * @param revisions how many changes have arrived: the sum of what each asset says of itself
 */
public record Census(long entities, long relationships, long revisions) {}
