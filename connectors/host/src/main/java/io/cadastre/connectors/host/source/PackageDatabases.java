package io.cadastre.connectors.host.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The formats in which package managers keep what is installed. */
public final class PackageDatabases {
    private PackageDatabases() {}

    /** The status file of dpkg(1): paragraphs of {@code Name: value}. Only what is installed counts. */
    public static Rows<PackageEntry> dpkg(String text) {
        List<PackageEntry> rows = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int number = 0;
        for (String paragraph : text.split("\n\n+")) {
            number++;
            if (paragraph.isBlank()) {
                continue;
            }
            Map<String, String> fields = fields(paragraph, ": ?");
            String status = fields.getOrDefault("Status", "");
            if (status.isEmpty() || !fields.containsKey("Package")) {
                problems.add("paragraph " + number);
            } else if (status.endsWith(" installed")) {
                String version = fields.get("Version");
                if (version == null) {
                    problems.add("paragraph " + number);
                    continue;
                }
                rows.add(new PackageEntry(
                        "dpkg",
                        fields.getOrDefault("Package", ""),
                        version,
                        fields.getOrDefault("Architecture", ""),
                        // The source may be followed by its own version.
                        Optional.ofNullable(fields.get("Source")).map(source -> source.split(" ")[0])));
            }
        }
        return new Rows<>(rows, problems);
    }

    /** The database of apk: paragraphs of {@code L:value}. */
    public static Rows<PackageEntry> apk(String text) {
        List<PackageEntry> rows = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int number = 0;
        for (String paragraph : text.split("\n\n+")) {
            number++;
            if (paragraph.isBlank()) {
                continue;
            }
            Map<String, String> fields = fields(paragraph, ":");
            String name = fields.get("P");
            String version = fields.get("V");
            if (name == null || version == null) {
                problems.add("paragraph " + number);
                continue;
            }
            rows.add(new PackageEntry(
                    "apk",
                    name,
                    version,
                    fields.getOrDefault("A", ""),
                    Optional.ofNullable(fields.get("o")).filter(origin -> !origin.equals(name))));
        }
        return new Rows<>(rows, problems);
    }

    /** What {@code rpm -qa} was asked to print: four fields between tabs. */
    public static Rows<PackageEntry> rpm(String text) {
        List<PackageEntry> rows = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            String[] parts = line.split("\t", -1);
            // The keys that packages are signed with are kept among them, and are none.
            if (line.isBlank() || parts[0].equals("gpg-pubkey")) {
                continue;
            }
            if (parts.length != 4 || parts[0].isEmpty() || parts[1].isEmpty()) {
                problems.add("line " + number);
                continue;
            }
            rows.add(new PackageEntry(
                    "rpm",
                    parts[0],
                    parts[1],
                    parts[2].replace("(none)", ""),
                    Optional.of(parts[3]).filter(source -> source.endsWith(".src.rpm"))));
        }
        return new Rows<>(rows, problems);
    }

    private static Map<String, String> fields(String paragraph, String separator) {
        Map<String, String> fields = new HashMap<>();
        for (String line : paragraph.split("\n")) {
            String[] parts = line.split(separator, 2);
            // Lines that go on with a space belong to a long text, which nobody asks for.
            if (parts.length == 2 && !line.startsWith(" ")) {
                fields.putIfAbsent(parts[0], parts[1].strip());
            }
        }
        return fields;
    }
}
