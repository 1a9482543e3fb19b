package io.cadastre.spi.model;

import java.util.regex.Pattern;

/**
 * What one entity does to another: the type of a relationship in the graph.
 *
 * <p>The constants are the relationship classes of the JupiterOne data model (<a
 * href="https://github.com/JupiterOne/data-model">source</a>, names only) and {@code RUNS}, {@code READS},
 * {@code WRITES}, {@code MEMBER_OF}. A connector may declare a new one with {@link #named}.
 *
 * @param name upper case with underscores
 */
public record Verb(String name) {
    private static final Pattern UPPER_SNAKE_CASE = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");

    public static final Verb ALLOWS = new Verb("ALLOWS");
    public static final Verb APPROVED = new Verb("APPROVED");
    public static final Verb ASSIGNED = new Verb("ASSIGNED");
    public static final Verb COMPLETED = new Verb("COMPLETED");
    public static final Verb CONNECTS = new Verb("CONNECTS");
    public static final Verb CONTAINS = new Verb("CONTAINS");
    public static final Verb CREATED = new Verb("CREATED");
    public static final Verb DEFINES = new Verb("DEFINES");
    public static final Verb DENIES = new Verb("DENIES");
    public static final Verb DEPLOYED = new Verb("DEPLOYED");
    public static final Verb ENFORCES = new Verb("ENFORCES");
    public static final Verb EXPLOITS = new Verb("EXPLOITS");
    public static final Verb EXTENDS = new Verb("EXTENDS");
    public static final Verb GENERATED = new Verb("GENERATED");
    public static final Verb HAS = new Verb("HAS");
    public static final Verb HOSTS = new Verb("HOSTS");
    public static final Verb IDENTIFIED = new Verb("IDENTIFIED");
    public static final Verb IMPLEMENTS = new Verb("IMPLEMENTS");
    public static final Verb INSTALLED = new Verb("INSTALLED");
    public static final Verb IS = new Verb("IS");
    public static final Verb LIMITS = new Verb("LIMITS");
    public static final Verb LOGS = new Verb("LOGS");
    public static final Verb MANAGES = new Verb("MANAGES");
    public static final Verb MEMBER_OF = new Verb("MEMBER_OF");
    public static final Verb MITIGATES = new Verb("MITIGATES");
    public static final Verb MONITORS = new Verb("MONITORS");
    public static final Verb NOTIFIES = new Verb("NOTIFIES");
    public static final Verb OPENED = new Verb("OPENED");
    public static final Verb OVERRIDES = new Verb("OVERRIDES");
    public static final Verb OWNS = new Verb("OWNS");
    public static final Verb PERFORMED = new Verb("PERFORMED");
    public static final Verb PROTECTS = new Verb("PROTECTS");
    public static final Verb PROVIDES = new Verb("PROVIDES");
    public static final Verb PUBLISHED = new Verb("PUBLISHED");
    public static final Verb READS = new Verb("READS");
    public static final Verb REPORTED = new Verb("REPORTED");
    public static final Verb RESTRICTS = new Verb("RESTRICTS");
    public static final Verb REVIEWED = new Verb("REVIEWED");
    public static final Verb RUNS = new Verb("RUNS");
    public static final Verb SCANS = new Verb("SCANS");
    public static final Verb TRIGGERS = new Verb("TRIGGERS");
    public static final Verb TRUSTS = new Verb("TRUSTS");
    public static final Verb UPDATED = new Verb("UPDATED");
    public static final Verb USES = new Verb("USES");
    public static final Verb VIOLATES = new Verb("VIOLATES");
    public static final Verb WRITES = new Verb("WRITES");

    public Verb {
        if (!UPPER_SNAKE_CASE.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a verb: '" + name + "'. Use UPPER_SNAKE_CASE.");
        }
    }

    /** A verb outside the shared vocabulary, or one of it by name. */
    public static Verb named(String name) {
        return new Verb(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
