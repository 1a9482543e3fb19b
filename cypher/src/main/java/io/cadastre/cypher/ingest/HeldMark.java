package io.cadastre.cypher.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That something stays in the graph although it is proven gone.
 *
 * @param sync the sync that found it gone
 * @param rejected whether a person has decided that it stays; else nobody has decided yet
 * @param lastSeenAt the end of the last sync that saw it; null if nobody knows
 */
public record HeldMark(
        String sync, boolean rejected, @Nullable Instant lastSeenAt) {}
