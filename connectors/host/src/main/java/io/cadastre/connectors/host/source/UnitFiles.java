package io.cadastre.connectors.host.source;

import io.cadastre.spi.ConnectorException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The units of systemd that are installed, from their files: also where systemd itself does not run. */
public final class UnitFiles {
    /** Where unit files lie, what hides the others first; see systemd.unit(5). */
    private static final List<String> DIRECTORIES =
            List.of("/etc/systemd/system", "/usr/local/lib/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system");

    private static final Set<String> KINDS = Set.of("service", "socket", "timer");

    private final MachineRoot root;

    public UnitFiles(MachineRoot root) {
        this.root = root;
    }

    /**
     * A unit.
     *
     * @param name its name, with its kind at the end
     * @param kind {@code service}, {@code socket} or {@code timer}
     * @param file where it is declared
     * @param enabled whether something wants it at boot
     * @param settings its settings by name, the last of several
     */
    public record Entry(String name, String kind, String file, boolean enabled, Map<String, String> settings) {
        public Optional<String> setting(String setting) {
            return Optional.ofNullable(settings.get(setting)).filter(value -> !value.isEmpty());
        }
    }

    /** All units, each from the directory that hides the others. */
    public List<Entry> read() throws ConnectorException {
        Set<String> wanted = wanted();
        Map<String, Entry> units = new TreeMap<>();
        for (String directory : DIRECTORIES) {
            for (String name : root.names(directory)) {
                String kind = name.substring(name.lastIndexOf('.') + 1);
                // A template (name@.service) is not a unit until it has an instance.
                if (KINDS.contains(kind) && !name.contains("@.") && !units.containsKey(name)) {
                    String file = directory + "/" + name;
                    // A link to /dev/null: masked, never started. A broken link: nothing to start.
                    Optional<String> text = root.text(file);
                    if (text.isPresent()) {
                        units.put(name, new Entry(name, kind, file, wanted.contains(name), settings(text.get())));
                    }
                }
            }
        }
        return List.copyOf(units.values());
    }

    private Set<String> wanted() throws ConnectorException {
        Set<String> wanted = new HashSet<>();
        for (String directory : DIRECTORIES) {
            for (String name : root.names(directory)) {
                if (name.endsWith(".wants") || name.endsWith(".requires")) {
                    wanted.addAll(root.names(directory + "/" + name));
                }
            }
        }
        return wanted;
    }

    private static Map<String, String> settings(String text) {
        Map<String, String> settings = new HashMap<>();
        List<String> lines = new ArrayList<>();
        // A backslash at the end goes on in the next line.
        for (String line : text.replaceAll("\\\\\\R\\s*", " ").split("\n")) {
            if (!line.isBlank() && !line.startsWith("#") && !line.startsWith(";")) {
                lines.add(line.strip());
            }
        }
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                settings.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
            }
        }
        return settings;
    }
}
