package io.cadastre.web.api;

import io.cadastre.cypher.read.GraphStatistics;
import io.cadastre.engine.connector.ConnectorCatalogue;
import io.cadastre.engine.installation.InstallationRecord;
import io.cadastre.engine.installation.Installations;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The graph as a whole. */
public final class SummaryApi {
    private final GraphSummaries summaries;
    private final Installations installations;
    private final ConnectorCatalogue catalogue;

    public SummaryApi(GraphSummaries summaries, Installations installations, ConnectorCatalogue catalogue) {
        this.summaries = summaries;
        this.installations = installations;
        this.catalogue = catalogue;
    }

    record StatsAnswer(
            long graphVersion,
            long entities,
            long relationships,
            List<NamedCount> byClass,
            List<NamedCount> byType,
            List<NamedCount> byVerb,
            List<InstallationCounts> byInstallation) {}

    record NamedCount(String name, long count) {
        /** The greatest first. */
        static List<NamedCount> of(Map<String, Long> counts) {
            return counts.entrySet().stream()
                    .map(entry -> new NamedCount(entry.getKey(), entry.getValue()))
                    .sorted(Comparator.comparingLong(NamedCount::count)
                            .reversed()
                            .thenComparing(NamedCount::name))
                    .toList();
        }
    }

    record InstallationCounts(String id, String name, String connector, long entities, long relationships) {
        static InstallationCounts of(InstallationRecord installation, GraphStatistics.Owned owned) {
            return new InstallationCounts(
                    installation.id(),
                    installation.name(),
                    installation.connector(),
                    owned.entities(),
                    owned.relationships());
        }
    }

    public void stats(Context ctx) {
        GraphStatistics counts = summaries.statistics();
        GraphStatistics.Owned nothing = GraphStatistics.Owned.NOTHING;
        Answers.json(
                ctx,
                new StatsAnswer(
                        counts.graphVersion(),
                        counts.entities(),
                        counts.relationships(),
                        NamedCount.of(counts.byClass()),
                        NamedCount.of(counts.byType()),
                        NamedCount.of(counts.byVerb()),
                        installations.list().stream()
                                .map(one -> InstallationCounts.of(
                                        one, counts.byInstallation().getOrDefault(one.id(), nothing)))
                                .toList()));
    }

    public void schema(Context ctx) {
        Answers.json(ctx, SchemaAnswer.of(catalogue, summaries.observed()));
    }
}
