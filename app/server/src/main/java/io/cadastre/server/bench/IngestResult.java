package io.cadastre.server.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the ingest benchmark found, as its JSON shows it.
 *
 * @param entities how many there were at first
 * @param relationships how many there were between them at first
 * @param cases in the order in which they were measured
 * @param floorMillis what the core API took to write the same nodes and relationships; null unless asked for
 * @param readFloorMillis what the driver took to read all ids and hashes back; null unless asked for
 * @param rounds how often the cases were measured that leave things as they found them; the median counts
 * @param warmUpEntities how many entities all cases ran on before, in the same processes
 * @param memory what the two processes had
 * @param machine what it ran on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IngestResult(
        int entities,
        long relationships,
        List<CaseResult> cases,
        @Nullable Long floorMillis,
        @Nullable Long readFloorMillis,
        int rounds,
        int warmUpEntities,
        Memory memory,
        Machine machine) {
    /**
     * One case.
     *
     * @param name which
     * @param oursMillis from staged to published and found by search
     * @param baselineMillis the baseline's whole sync, from rows that are ready
     * @param ratio how often ours fits into the baseline's: above 1 ours is faster
     * @param transactionLogBytes what the database wrote to its log in {@code oursMillis}
     * @param baselineTransactionLogBytes what it wrote to its log for the baseline
     * @param compareMillis the part of {@code oursMillis} that compares
     * @param collectMillis from the start of the sync until everything was staged; not in {@code oursMillis}
     * @param syncMillis the whole sync, what the engine keeps about it included
     * @param appHeapPeakMiB the most heap in use right after a garbage collection during the sync
     */
    public record CaseResult(
            @JsonProperty("case") String name,
            long oursMillis,
            long baselineMillis,
            double ratio,
            long transactionLogBytes,
            long baselineTransactionLogBytes,
            long compareMillis,
            long collectMillis,
            long syncMillis,
            long appHeapPeakMiB) {}

    /**
     * What the processes had.
     *
     * @param appHeapMiB the most heap the application could take; the baseline's client ran in the same process
     * @param databaseHeapMiB the most heap the database could take
     * @param databasePageCacheMiB its page cache
     */
    public record Memory(long appHeapMiB, long databaseHeapMiB, long databasePageCacheMiB) {}

    /**
     * What it ran on.
     *
     * @param cores how many processors the application saw
     * @param os the operating system
     * @param java the version of Java
     * @param neo4j the version of the database
     * @param cadastre the version of Cadastre
     */
    public record Machine(int cores, String os, String java, String neo4j, String cadastre) {}

    public IngestResult {
        cases = List.copyOf(cases);
    }
}
