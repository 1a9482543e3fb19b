package io.cadastre.connectors.host.source;

import io.cadastre.spi.ConnectorException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The units of systemd that are installed, from their files: also where systemd itself does not run. */
public final class UnitFiles {
    /** Where unit files lie, what hides the others first; see systemd.unit(5). */
    private static final List<String> DIRECTORIES = List.of(
            "/etc/systemd/system", "/usr/local/lib/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system");

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

    /**
     * All units, each from the directory that hides the others; units whose file may not be read are the problems.
     *
     * @throws ConnectorException.Permission if a directory of units may not be read
     */
    public Rows<Entry> read() throws ConnectorException {
        Map<String, String> files = files();
        Set<String> wanted = wanted();
        List<Entry> units = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, String> unit : files.entrySet()) {
            add(unit.getKey(), unit.getValue(), wanted, units, problems);
        }
        for (String name : wanted) {
            // A template (name@.service) is not a unit until something wants an instance of it (name@one.service).
            String template = name.replaceFirst("@.*(?=\\.[a-z]+$)", "@");
            String file = template(template);
            if (!files.containsKey(name) && !name.equals(template) && !file.isEmpty() && KINDS.contains(kind(name))) {
                add(name, file, wanted, units, problems);
            }
        }
        return new Rows<>(units, problems);
    }

    private void add(String name, String file, Set<String> wanted, List<Entry> units, List<String> problems) {
        try {
            // A link to /dev/null: masked, there but never started. Another broken link: nothing to start.
            Optional<String> text =
                    root.link(file).equals(Optional.of("/dev/null")) ? Optional.of("") : root.text(file);
            text.ifPresent(unit -> units.add(new Entry(name, kind(name), file, wanted.contains(name), settings(unit))));
        } catch (ConnectorException e) {
            problems.add(name);
        }
    }

    private Map<String, String> files() throws ConnectorException {
        Map<String, String> files = new TreeMap<>();
        for (String directory : DIRECTORIES) {
            for (String name : root.names(directory)) {
                if (KINDS.contains(kind(name)) && !name.contains("@.") && !isAlias(directory, name)) {
                    files.putIfAbsent(name, directory + "/" + name);
                }
            }
        }
        return files;
    }

    /** A link to a unit of another name is that unit, under a second name. */
    private boolean isAlias(String directory, String name) throws ConnectorException {
        String target = root.link(directory + "/" + name).orElse("");
        String targetName = target.substring(target.lastIndexOf('/') + 1);
        return KINDS.contains(kind(targetName)) && !targetName.equals(name);
    }

    private String template(String name) throws ConnectorException {
        for (String directory : DIRECTORIES) {
            if (root.names(directory).contains(name)) {
                return directory + "/" + name;
            }
        }
        return "";
    }

    private static String kind(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private Set<String> wanted() throws ConnectorException {
        Set<String> wanted = new TreeSet<>();
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
                settings.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return settings;
    }
}
