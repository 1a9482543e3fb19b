package io.cadastre.connectors.host.source;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the distribution says of itself, see os-release(5).
 *
 * @param values by name, without quotes
 */
public record OsRelease(Map<String, String> values) {
    public OsRelease {
        values = Map.copyOf(values);
    }

    public static OsRelease read(MachineRoot root) {
        return parse(root.readable("/etc/os-release")
                .or(() -> root.readable("/usr/lib/os-release"))
                .orElse(""));
    }

    static OsRelease parse(String text) {
        Map<String, String> values = new HashMap<>();
        for (String line : text.split("\n")) {
            String[] parts = line.split("=", 2);
            if (parts.length == 2 && !line.startsWith("#")) {
                values.put(parts[0].strip(), parts[1].strip().replaceAll("^[\"']|[\"']$", ""));
            }
        }
        return new OsRelease(values);
    }

    /** The ID, lower case, for example {@code debian}; {@code linux} if there is none, as the specification says. */
    public String id() {
        return values.getOrDefault("ID", "linux");
    }

    public Optional<String> name() {
        return Optional.ofNullable(values.get("NAME"));
    }

    public Optional<String> version() {
        return Optional.ofNullable(values.get("VERSION_ID")).or(() -> Optional.ofNullable(values.get("BUILD_ID")));
    }
}
