package io.cadastre.cypher.ingest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Gathers findings while the comparison runs: alike ones are counted, and only the first are told in words. */
final class Findings {
    private static final int EXAMPLES = 20;

    private final Map<List<String>, Finding> findings = new LinkedHashMap<>();

    void add(String code, String about, Supplier<String> detail) {
        List<String> alike = List.of(code, about);
        Finding known = findings.getOrDefault(alike, new Finding(code, about, 0, List.of()));
        List<String> examples = new ArrayList<>(known.examples());
        if (examples.size() < EXAMPLES) {
            examples.add(detail.get());
        }
        findings.put(alike, new Finding(code, about, known.count() + 1, examples));
    }

    List<Finding> all() {
        return List.copyOf(findings.values());
    }
}
