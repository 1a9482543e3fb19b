package io.cadastre.server.cli;

import io.cadastre.server.bench.IngestResult;
import io.cadastre.server.bench.IngestResult.CaseResult;
import io.cadastre.server.bench.IngestResult.Machine;
import io.cadastre.server.bench.IngestResult.Memory;
import java.io.PrintWriter;
import java.util.List;

/**
 * The result of the ingest benchmark for people.
 *
 * @param result what is shown
 */
record IngestTable(IngestResult result) {
    void print(PrintWriter out) {
        TextTable table = new TextTable(List.of(
                "case",
                "ours ms",
                "baseline ms",
                "ratio",
                "log bytes",
                "baseline log bytes",
                "collect ms",
                "heap MiB"));
        for (CaseResult measured : result.cases()) {
            table.add(List.of(
                    measured.name(),
                    "%,d".formatted(measured.oursMillis()),
                    "%,d".formatted(measured.baselineMillis()),
                    "%.1f".formatted(measured.ratio()),
                    "%,d".formatted(measured.transactionLogBytes()),
                    "%,d".formatted(measured.baselineTransactionLogBytes()),
                    "%,d".formatted(measured.collectMillis()),
                    "%,d".formatted(measured.appHeapPeakMiB())));
        }
        table.print(out);
        out.printf(
                "%n%,d entities, %,d relationships; all cases ran on %,d before.%n",
                result.entities(), result.relationships(), result.warmUpEntities());
        Machine machine = result.machine();
        out.printf(
                "%d cores, %s, Java %s, %s, Cadastre %s.%n",
                machine.cores(), machine.os(), machine.java(), machine.neo4j(), machine.cadastre());
        Memory memory = result.memory();
        out.printf(
                "Heap of the app %,d MiB; heap of the database %,d MiB, its page cache %,d MiB.%n",
                memory.appHeapMiB(), memory.databaseHeapMiB(), memory.databasePageCacheMiB());
        if (result.floorMillis() != null && result.readFloorMillis() != null) {
            out.printf(
                    "Floors: %,d ms to write the same by the core API, %,d ms to read all ids and hashes.%n",
                    result.floorMillis(), result.readFloorMillis());
        }
    }
}
