package io.cadastre.engine.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The problems of a sync: alike ones are counted, and there is an end to it. Safe for use by several threads. */
final class ProblemLog {
    private static final int MOST = 200;
    private static final int EXAMPLES = 20;

    private final Map<List<String>, Problem> problems = new LinkedHashMap<>();

    /**
     * Notes a problem.
     *
     * @param code stable, for programs
     * @param step the step's id, or empty
     * @param type what it is about, or empty
     * @param detail for people; of several alike the first is kept
     */
    synchronized void add(String code, String step, String type, String detail) {
        // Details that name single entities would never be alike: counted by what they are about.
        List<String> alike = List.of(code, step, type);
        Problem known = problems.get(alike);
        if (known != null) {
            problems.put(alike, new Problem(code, step, type, known.detail(), known.count() + 1, more(known, detail)));
        } else if (problems.size() < MOST) {
            problems.put(alike, new Problem(code, step, type, detail, 1, List.of(detail)));
        }
    }

    /** Notes something that was counted elsewhere. */
    synchronized void add(Problem counted) {
        if (problems.size() < MOST) {
            problems.putIfAbsent(List.of(counted.code(), counted.step(), counted.type()), counted);
        }
    }

    private static List<String> more(Problem known, String detail) {
        if (known.examples().size() >= EXAMPLES || known.examples().contains(detail)) {
            return known.examples();
        }
        List<String> examples = new ArrayList<>(known.examples());
        examples.add(detail);
        return examples;
    }

    synchronized boolean has(String code) {
        return problems.values().stream().anyMatch(problem -> problem.code().equals(code));
    }

    synchronized List<Problem> problems() {
        return new ArrayList<>(problems.values());
    }
}
