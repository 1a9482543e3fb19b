package io.cadastre.connectors.host.source;

import java.util.List;

/**
 * What was read from a table of text, and what could not be understood of it.
 *
 * @param rows what was understood
 * @param problems the rest, each with the place where it stands, for people; holds no contents
 * @param <T> what a row says
 */
public record Rows<T>(List<T> rows, List<String> problems) {
    public Rows {
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }

    /** A reason for PARTIAL: how much could not be understood, and the first of it. */
    public String summary(String file) {
        return problems.size() + " entries of " + file + " could not be understood: " + problems.getFirst();
    }
}
