package io.cadastre.connectors.exec;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes a known secret out of text (I14): as a whole, line by line, and as it stands in JSON. */
final class Mask {
    /** Nothing is secret. */
    static final Mask NONE = new Mask(List.of());

    private static final String STARS = "***";

    /** Shorter parts of a longer secret would hide half of every text. */
    private static final int SHORTEST_PART = 6;

    private final List<String> secrets;

    private Mask(List<String> secrets) {
        this.secrets = secrets;
    }

    /** Takes out this secret. */
    static Mask of(String secret) {
        Set<String> forms = new LinkedHashSet<>(List.of(secret, escaped(secret)));
        secret.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST_PART)
                .forEach(line -> {
                    forms.add(line);
                    forms.add(escaped(line));
                });
        return new Mask(forms.stream()
                .filter(form -> !form.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    private static String escaped(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    String apply(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, STARS);
        }
        return masked;
    }

    @Override
    public String toString() {
        return "Mask";
    }
}
