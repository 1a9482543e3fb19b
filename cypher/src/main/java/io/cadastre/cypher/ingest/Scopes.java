package io.cadastre.cypher.ingest;

import java.util.List;
import java.util.TreeSet;

/**
 * The enumerations that found something, as one text: each the id of the parent whose collection was listed, or
 * {@link #ROOT}. Mostly one; all of them must be complete before what they no longer contain is deleted (I7).
 */
public final class Scopes {
    /** The enumeration of everything the installation has. */
    public static final String ROOT = "root";

    private Scopes() {}

    /** Found by both. */
    public static String join(String scopes, String more) {
        if (scopes.equals(more)) {
            return scopes;
        }
        TreeSet<String> all = new TreeSet<>(split(scopes));
        all.addAll(split(more));
        return String.join(" ", all);
    }

    /** Each enumeration. */
    public static List<String> split(String scopes) {
        return List.of(scopes.split(" "));
    }
}
