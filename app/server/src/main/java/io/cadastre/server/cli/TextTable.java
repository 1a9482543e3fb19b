package io.cadastre.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Prints rows under their columns: numbers to the right, wide cells cut with an ellipsis. */
final class TextTable {
    private static final int WIDEST_CELL = 60;
    private static final String GAP = "  ";

    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] numeric;

    TextTable(List<String> columns) {
        this.columns = List.copyOf(columns);
        this.numeric = new boolean[columns.size()];
        java.util.Arrays.fill(numeric, true);
    }

    void add(List<String> cells) {
        rows.add(cells.stream().map(TextTable::cut).toList());
        java.util.Arrays.fill(numeric, false);
    }

    /** Adds a row of values as a query gives them. */
    void addValues(JsonNode row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            JsonNode value = row.path(i);
            numeric[i] &= value.isNumber() || value.isNull();
            cells.add(cut(text(value)));
        }
        rows.add(cells);
    }

    private static String text(JsonNode value) {
        return switch (value.path("$type").asText("")) {
            case "node" ->
                "("
                        + value.path("properties")
                                .path("_displayName")
                                .asText(value.path("id").asText()) + ")";
            case "relationship" -> "[" + value.path("type").asText() + "]";
            case "path" -> "path of " + value.path("relationships").size();
            default -> value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString();
        };
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > WIDEST_CELL ? line.substring(0, WIDEST_CELL - 1) + "…" : line;
    }

    void print(PrintWriter out) {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    columns.get(i).length(),
                    rows.stream()
                            .mapToInt(row -> row.get(column).length())
                            .max()
                            .orElse(0));
        }
        printRow(out, columns, widths);
        List<String> lines = new ArrayList<>();
        for (int width : widths) {
            lines.add("─".repeat(width));
        }
        printRow(out, lines, widths);
        rows.forEach(row -> printRow(out, row, widths));
    }

    private void printRow(PrintWriter out, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : GAP).append(numeric[i] ? padding + cells.get(i) : cells.get(i) + padding);
        }
        out.println(line.toString().stripTrailing());
    }
}
