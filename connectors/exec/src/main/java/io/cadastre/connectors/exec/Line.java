package io.cadastre.connectors.exec;

/**
 * A line as it came.
 *
 * @param number counts from 1, blank lines included
 * @param text without its end; empty if it cannot be read
 * @param problem why it cannot be read, for people; empty if it can
 */
record Line(long number, String text, String problem) {
    static Line of(long number, String text) {
        return new Line(number, text, "");
    }

    boolean blank() {
        return problem.isEmpty() && text.isBlank();
    }
}
