package io.cadastre.cypher.query;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.summary.GqlNotification;
import org.neo4j.driver.summary.InputPosition;
import org.neo4j.driver.summary.ResultSummary;

/**
 * A remark about a query that is nevertheless answered: of the server, or of ours on what is not shown.
 *
 * @param code the standard's status code, for example {@code 01N50}; {@code hidden} for ours
 * @param severity {@code WARNING} or {@code INFORMATION}
 * @param title the kind, for people, for example {@code Unrecognized}
 * @param description what exactly
 * @param line where in the query, from 1; null if it concerns the whole
 * @param column where in the line, from 1
 */
public record Notification(
        String code,
        String severity,
        String title,
        String description,
        @Nullable Integer line,
        @Nullable Integer column) {
    private static final String HIDDEN = "hidden";

    /**
     * The remarks on a query.
     *
     * @param linesBefore how many lines were sent before the query's own text
     * @param hidingRows how many rows hold nodes that are not shown
     */
    static List<Notification> of(ResultSummary summary, int linesBefore, long hidingRows) {
        Stream<Notification> remarks = summary.gqlStatusObjects().stream()
                .filter(GqlNotification.class::isInstance)
                .map(status -> of((GqlNotification) status, linesBefore));
        return Stream.concat(remarks, hidden(hidingRows).stream())
                .sorted(Comparator.comparing(Notification::code).thenComparing(Notification::description))
                .toList();
    }

    /** Says why there is nothing where a node was expected. */
    private static Optional<Notification> hidden(long rows) {
        if (rows == 0) {
            return Optional.empty();
        }
        String hold = rows == 1 ? "1 row holds" : String.format(Locale.ROOT, "%,d rows hold", rows);
        return Optional.of(new Notification(
                HIDDEN,
                "WARNING",
                "Hidden",
                hold + " nodes that Cadastre keeps for itself; they are shown as null. Ask for (n:Entity).",
                null,
                null));
    }

    private static Notification of(GqlNotification remark, int linesBefore) {
        Optional<InputPosition> position = remark.position().filter(place -> place.line() > linesBefore);
        return new Notification(
                remark.gqlStatus(),
                remark.rawSeverity().orElse("INFORMATION"),
                remark.rawClassification().map(Notification::sentenceCase).orElse("Remark"),
                remark.statusDescription().replaceFirst("^(warn|info|note): ", ""),
                position.map(place -> place.line() - linesBefore).orElse(null),
                position.map(InputPosition::column).orElse(null));
    }

    private static String sentenceCase(String classification) {
        return classification.charAt(0) + classification.substring(1).toLowerCase(Locale.ROOT);
    }
}
