package io.cadastre.server.crash;

import io.cadastre.server.crash.Inventory.Entity;
import io.cadastre.server.crash.Inventory.Relation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A source that changes: the packages of this machine, or made-up ones of the same shape where it has no dpkg. Much
 * depends on a few, which are hubs.
 */
final class PackageSource {
    static final String PACKAGE = "debian_package";
    static final String SECTION = "debian_section";
    static final String DEPENDS_ON = "DEPENDS_ON";
    static final String IN = "IN";

    private static final Path DPKG = Path.of("/var/lib/dpkg/status");
    private static final Pattern DEPENDENCY = Pattern.compile("([^ :(|]+)[^(|]*(\\([^)]*\\))?.*");
    private static final int MADE_UP = 700;

    private final Inventory current = Inventory.empty();
    private final Map<Entity, Removed> removed = new HashMap<>();

    /** A package that was there, with all it said. */
    private record Removed(Map<String, Object> fields, SortedMap<Relation, Map<String, Object>> relations) {}

    /** What a listing says, and whether it says everything. */
    record Listing(Inventory content, boolean complete) {
        /** What is known after it. */
        Inventory after(Inventory known) {
            return complete ? content.copy() : known.and(content);
        }
    }

    static PackageSource ofThisMachine() throws IOException {
        return Files.isReadable(DPKG) ? dpkg(Files.readString(DPKG)) : madeUp(new Random(1));
    }

    static PackageSource dpkg(String status) {
        PackageSource source = new PackageSource();
        for (String paragraph : status.split("\n\n+")) {
            Map<String, String> values = new HashMap<>();
            for (String line : paragraph.split("\n")) {
                int colon = line.indexOf(':');
                if (colon > 0 && !line.startsWith(" ")) {
                    values.put(
                            line.substring(0, colon), line.substring(colon + 1).strip());
                }
            }
            if (values.getOrDefault("Status", "").endsWith(" installed")) {
                source.add(values);
            }
        }
        return source;
    }

    static PackageSource madeUp(Random random) {
        PackageSource source = new PackageSource();
        for (int i = 0; i < MADE_UP; i++) {
            List<String> depends = new ArrayList<>();
            for (int n = random.nextInt(9); n > 0 && i > 0; n--) {
                // The smaller the number, the more depend on it.
                depends.add(
                        "package-" + (int) (i * Math.pow(random.nextDouble(), 4)) + " (>= " + random.nextInt(9) + ")");
            }
            source.add(Map.of(
                    "Package", "package-" + i,
                    "Version", random.nextInt(9) + "." + random.nextInt(99),
                    "Section", "section-" + random.nextInt(30),
                    "Architecture", random.nextBoolean() ? "all" : "amd64",
                    "Installed-Size", Integer.toString(random.nextInt(100_000)),
                    "Maintainer", "Somebody <some" + random.nextInt(50) + "@example.org>",
                    "Description", "A package that does " + Long.toString(random.nextLong(), 36),
                    "Depends", String.join(", ", depends)));
        }
        return source;
    }

    private void add(Map<String, String> values) {
        Entity entity = new Entity(PACKAGE, values.getOrDefault("Package", "?"));
        Map<String, Object> fields = new TreeMap<>();
        fields.put("version", values.getOrDefault("Version", "0"));
        for (String name : List.of("Architecture", "Maintainer", "Priority", "Homepage", "Description")) {
            if (!values.getOrDefault(name, "").isEmpty()) {
                fields.put(name.toLowerCase(java.util.Locale.ROOT), values.get(name));
            }
        }
        fields.put("installedKib", Long.parseLong(values.getOrDefault("Installed-Size", "0")));
        fields.put("essential", values.getOrDefault("Essential", "no").equals("yes"));
        current.entities().put(entity, fields);
        Entity section = new Entity(SECTION, values.getOrDefault("Section", "none"));
        current.entities().put(section, new TreeMap<>());
        current.relations().put(new Relation(entity, IN, section), new TreeMap<>());
        for (String dependency : values.getOrDefault("Depends", "").split(", *")) {
            Matcher parts = DEPENDENCY.matcher(dependency);
            if (parts.matches()) {
                // The first of several alternatives. Some are not installed: relationships without an end.
                Map<String, Object> constraint = new TreeMap<>();
                if (parts.group(2) != null) {
                    constraint.put("versions", parts.group(2));
                }
                current.relations()
                        .put(new Relation(entity, DEPENDS_ON, new Entity(PACKAGE, parts.group(1))), constraint);
            }
        }
    }

    /** The listing of the source as it is. */
    Listing everything() {
        return new Listing(current.copy(), true);
    }

    /**
     * Lets the source change by chance: packages and dependencies change, some go and some come back, now and then a
     * hub. In a listing that is not complete a part of it is not said, and none has gone or come back.
     */
    Listing change(Random random, boolean complete) {
        double share = List.of(0.02, 0.3, 1.0).get(random.nextInt(3));
        for (Map.Entry<Entity, Map<String, Object>> entity : current.entities().entrySet()) {
            if (entity.getKey().type().equals(PACKAGE) && random.nextDouble() < share) {
                change(entity.getValue(), random);
            }
        }
        for (Map.Entry<Relation, Map<String, Object>> relation :
                current.relations().entrySet()) {
            if (relation.getKey().verb().equals(DEPENDS_ON) && random.nextDouble() < share / 3) {
                relation.getValue().put("versions", "(>= " + random.nextInt(1_000) + ")");
            }
        }
        if (!complete) {
            return new Listing(current.without(packages(random, 0.3)), false);
        }
        bringBack(random);
        // Fewer than what has to be approved first.
        List<Entity> going = packages(random, 1.0);
        going = new ArrayList<>(going.subList(0, 1 + random.nextInt(10)));
        if (random.nextInt(3) == 0) {
            going.add(hub());
        }
        Set.copyOf(going).forEach(this::remove);
        return everything();
    }

    private static void change(Map<String, Object> fields, Random random) {
        fields.put("version", random.nextInt(10) + "." + random.nextInt(1_000));
        fields.put("installedKib", (long) random.nextInt(1_000_000));
        if (random.nextInt(10) == 0) {
            fields.remove("homepage");
        } else if (random.nextInt(10) == 0) {
            fields.put("homepage", "https://example.org/" + random.nextInt(1_000));
        }
    }

    /** Some of the packages, in any order. */
    private List<Entity> packages(Random random, double share) {
        List<Entity> some = new ArrayList<>();
        for (Entity entity : current.entities().keySet()) {
            if (entity.type().equals(PACKAGE) && random.nextDouble() < share) {
                some.add(entity);
            }
        }
        java.util.Collections.shuffle(some, random);
        return some;
    }

    private Entity hub() {
        Map<Entity, Integer> dependents = new HashMap<>();
        current.relations().keySet().stream()
                .filter(relation -> relation.verb().equals(DEPENDS_ON))
                .filter(relation -> current.entities().containsKey(relation.to()))
                .forEach(relation -> dependents.merge(relation.to(), 1, Integer::sum));
        return dependents.entrySet().stream()
                .max(Map.Entry.<Entity, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
    }

    private void remove(Entity entity) {
        SortedMap<Relation, Map<String, Object>> said = new TreeMap<>();
        for (Relation relation : new HashSet<>(current.relations().keySet())) {
            if (relation.from().equals(entity)) {
                said.put(
                        relation,
                        java.util.Objects.requireNonNull(current.relations().remove(relation)));
            }
        }
        removed.put(
                entity,
                new Removed(java.util.Objects.requireNonNull(current.entities().remove(entity)), said));
    }

    private void bringBack(Random random) {
        for (Entity entity : removed.keySet().stream().sorted().toList()) {
            Removed past = removed.get(entity);
            if (past != null && random.nextBoolean()) {
                current.entities().put(entity, past.fields());
                current.relations().putAll(past.relations());
                removed.remove(entity);
            }
        }
    }
}
