package io.cadastre.connectors.sbom;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What must be known of a document before it is read: that it is one, whole, and what its references mean. It is made by
 * a first reading, which holds no more than the names of the components.
 */
final class Outline implements Findings {
    /** A link into another CycloneDX document: {@code urn:cdx:serial/version#reference}. */
    static final String LINK = "urn:cdx:";

    private static final Pattern CYCLONE_DX = Pattern.compile("1\\.[2-7]");
    private static final Pattern SPDX = Pattern.compile("SPDX-2\\.[23]");

    private final Path file;
    private final Map<String, String> header = new HashMap<>();
    private final Map<String, String> identities = new HashMap<>();
    private final Set<String> once = new HashSet<>();
    private final Set<String> alike = new HashSet<>();
    private final Set<String> subjects = new HashSet<>();
    private final List<String> tools = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private Optional<String> title = Optional.empty();
    private Optional<Instant> created = Optional.empty();
    private boolean links;
    private long size;
    private FileTime modified = FileTime.fromMillis(0);

    private Outline(Path file) {
        this.file = file;
    }

    /**
     * Reads a file once.
     *
     * @throws ConnectorException.BadData if it is not a whole document of a version that is understood
     */
    static Outline of(Path file) throws ConnectorException, InterruptedException {
        Outline outline = new Outline(file);
        outline.stamp();
        Members.of(file, new Contents(outline));
        outline.requireUnchanged();
        outline.requireKnown();
        return outline;
    }

    private void stamp() throws ConnectorException {
        try {
            size = Files.size(file);
            modified = Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw SbomFiles.unreadable(file, e);
        }
    }

    /**
     * Makes sure that what was read is what was read before.
     *
     * @throws ConnectorException.BadData if the file was written meanwhile
     */
    void requireUnchanged() throws ConnectorException {
        Outline now = new Outline(file);
        now.stamp();
        if (now.size != size || !now.modified.equals(modified)) {
            throw new ConnectorException.BadData("The file was written while it was read.", null);
        }
    }

    private void requireKnown() throws ConnectorException.BadData {
        boolean cycloneDx = "CycloneDX".equals(header.get("bomFormat"));
        String version = header.getOrDefault(cycloneDx ? "specVersion" : "spdxVersion", "");
        if (!cycloneDx && version.isEmpty()) {
            throw new ConnectorException.BadData(
                    header.containsKey("@context")
                            ? "SPDX 3 is not read; it can be written as SPDX 2.3 or CycloneDX."
                            : "The file is neither CycloneDX nor SPDX.",
                    null);
        }
        if (!(cycloneDx ? CYCLONE_DX : SPDX).matcher(version).matches()) {
            throw new ConnectorException.BadData(
                    "This version is not read; CycloneDX 1.2 to 1.7, SPDX 2.2 and 2.3 are.", null);
        }
        if (cycloneDx != header.containsKey("bomFormat")) {
            throw new ConnectorException.BadData("The file says that it is of two formats.", null);
        }
    }

    boolean cycloneDx() {
        return header.containsKey("bomFormat");
    }

    String specVersion() {
        return cycloneDx()
                ? header("specVersion").orElse("")
                : header("spdxVersion").orElse("").substring(5);
    }

    Optional<String> serialNumber() {
        return header(cycloneDx() ? "serialNumber" : "documentNamespace");
    }

    Optional<Long> revision() {
        return cycloneDx() ? header("version").map(Long::valueOf) : Optional.empty();
    }

    /** What it is about, or else what its file is called. */
    String name() {
        return (cycloneDx() ? title : header("name"))
                .orElseGet(() -> String.valueOf(file.getFileName()).replaceFirst("(?i)\\.(json|xml)$", ""));
    }

    Optional<Instant> created() {
        return created;
    }

    List<String> tools() {
        return List.copyOf(tools);
    }

    /** What in its header is odd and left out. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** Whether it tells of components of other documents. */
    boolean links() {
        return links;
    }

    /** How links of other documents begin that lead into this one. */
    Optional<String> linked() {
        return serialNumber()
                .filter(serial -> cycloneDx())
                .map(serial -> LINK + serial.replaceFirst("^urn:uuid:", "").toLowerCase(Locale.ROOT) + "/"
                        + revision().orElse(1L));
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(header.get(name));
    }

    /** What a component is known by within its document. */
    String id(FoundComponent component) {
        return id(component.identity(), component.reference());
    }

    /** What the component of a reference is known by; empty if there is none. */
    Optional<String> id(String reference) {
        return Optional.ofNullable(identities.get(reference)).map(identity -> id(identity, Optional.of(reference)));
    }

    private String id(String identity, Optional<String> reference) {
        return alike.contains(identity)
                ? identity + reference.map(text -> "#" + text).orElse("")
                : identity;
    }

    boolean subject(FoundComponent component) {
        return component.subject()
                || component.reference().filter(subjects::contains).isPresent();
    }

    @Override
    public void header(String name, Json value) {
        try {
            take(name, value);
        } catch (ConnectorException.BadData e) {
            problems.add(name + ": " + e.getMessage());
        }
    }

    private void take(String name, Json value) throws ConnectorException.BadData {
        switch (name) {
            case "metadata" -> {
                Optional<Json> found = value.maybe("tools").known();
                if (found.isPresent()) {
                    Json old = found.get();
                    for (Json tool : old.isArray() ? old.elements() : Texts.elements(old, "components")) {
                        tools.add(tool.text("name")
                                + Texts.maybe(tool, "version")
                                        .map(text -> " " + text)
                                        .orElse(""));
                    }
                }
                created = value.maybeInstant("timestamp").known();
            }
            case "creationInfo" -> {
                for (Json creator : Texts.elements(value, "creators")) {
                    if (creator.text().startsWith("Tool: ")) {
                        tools.add(creator.text().substring("Tool: ".length()));
                    }
                }
                created = value.maybeInstant("created").known();
            }
            case "version" -> header.put(name, Long.toString(value.integer()));
            case "@context" -> header.put(name, "");
            default -> header.put(name, value.text());
        }
    }

    @Override
    public void component(FoundComponent component) {
        String identity = component.identity();
        component.reference().ifPresent(reference -> identities.put(reference, identity));
        if (!once.add(identity)) {
            alike.add(identity);
        }
        if (component.subject()) {
            title = Optional.of(component.title());
        }
    }

    @Override
    public void subject(String reference) {
        subjects.add(reference);
    }

    @Override
    public void part(String whole, String part) {}

    @Override
    public void dependency(String from, String to, String kind) {}

    @Override
    public void vulnerability(FoundVulnerability vulnerability) {
        links |= vulnerability.affects().stream()
                .anyMatch(affected -> affected.reference().startsWith(LINK));
    }

    @Override
    public void problem(String message) {
        // The second reading finds it again, and says so.
    }
}
