package io.cadastre.web.api;

import io.cadastre.cypher.read.GraphReader;
import io.cadastre.cypher.read.GraphStatistics;
import io.cadastre.cypher.read.ObservedSchema;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts over the whole graph, computed once for each version of it. */
public final class GraphSummaries {
    private final GraphReader reader;
    private final Latest<GraphStatistics> statistics = new Latest<>();
    private final Latest<ObservedSchema> observed = new Latest<>();

    public GraphSummaries(GraphReader reader) {
        this.reader = reader;
    }

    /** The last answer, and the version of the graph it is about. */
    private static final class Latest<T> {
        private long version;
        private @Nullable T value;

        /** One caller computes, the others wait for it. */
        synchronized T at(long asked, Supplier<T> read) {
            T known = value;
            if (known == null || version != asked) {
                known = read.get();
                value = known;
                version = asked;
            }
            return known;
        }
    }

    // The version is asked for before reading: what is read may be newer than it says, never older.
    GraphStatistics statistics() {
        return statistics.at(reader.graphVersion(), reader::statistics);
    }

    ObservedSchema observed() {
        return observed.at(reader.graphVersion(), reader::schema);
    }

    GraphStatistics.Owned ownedBy(String installation) {
        return statistics().byInstallation().getOrDefault(installation, GraphStatistics.Owned.NOTHING);
    }
}
