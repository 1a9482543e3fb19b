package io.cadastre.connectors.sbom;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Gives a CycloneDX document in XML as if it were the same one in JSON: both say the same with the same names, but for lists
 * and for texts with attributes. See the schema at
 * <a href="https://cyclonedx.org/docs/1.6/xml/">cyclonedx.org/docs/1.6/xml</a>.
 */
final class CycloneDxXml {
    private static final Pattern NAMESPACE = Pattern.compile("http://cyclonedx\\.org/schema/bom/(\\d+\\.\\d+)");

    /** What has elements of one kind. */
    private static final Set<String> LISTS = Set.of(
            "affects",
            "components",
            "cwes",
            "dependencies",
            "externalReferences",
            "hashes",
            "ratings",
            "responses",
            "versions",
            "vulnerabilities");

    /** Deeper than any document, and no more than a thread's stack takes. */
    private static final int DEEPEST = 500;

    private final XMLStreamReader reader;
    private final Members members;
    private int depth;

    private CycloneDxXml(XMLStreamReader reader, Members members) {
        this.reader = reader;
        this.members = members;
    }

    /** Whether a file is XML, as far as its beginning tells. */
    static boolean isIn(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            String begin = new String(bytes.readNBytes(64), StandardCharsets.UTF_8);
            return begin.replace("\uFEFF", "").stripLeading().startsWith("<");
        }
    }

    /**
     * Gives all members of a file, in its order.
     *
     * @throws ConnectorException.BadData if the file is no whole document; what came before was given
     */
    static void of(Path file, Members members) throws ConnectorException, InterruptedException, IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        // A document needs neither, and both could make the server read or fetch something else.
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try (InputStream bytes = Files.newInputStream(file)) {
            XMLStreamReader reader = factory.createXMLStreamReader(bytes);
            try {
                new CycloneDxXml(reader, members).document();
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            // The parser's own message may quote what it read.
            throw new ConnectorException.BadData("The file is not well-formed XML, or ends early.", null);
        }
    }

    private void document() throws XMLStreamException, ConnectorException, InterruptedException {
        while (reader.next() != XMLStreamConstants.START_ELEMENT) {
            if (reader.getEventType() == XMLStreamConstants.DTD) {
                throw new ConnectorException.BadData(
                        "The file has a document type, which no CycloneDX document has.", null);
            }
        }
        String namespace = reader.getNamespaceURI();
        Matcher version = NAMESPACE.matcher(namespace == null ? "" : namespace);
        if (!reader.getLocalName().equals("bom") || !version.matches()) {
            throw new ConnectorException.BadData("The file is XML, but not CycloneDX; SPDX is read in JSON.", null);
        }
        take("bomFormat", "CycloneDX");
        take("specVersion", version.group(1));
        String serial = reader.getAttributeValue(null, "serialNumber");
        if (serial != null) {
            take("serialNumber", serial);
        }
        String revision = reader.getAttributeValue(null, "version");
        if (revision != null) {
            take("version", number(revision));
        }
        while (reader.nextTag() == XMLStreamConstants.START_ELEMENT) {
            member(reader.getLocalName());
        }
        while (reader.hasNext()) {
            // What follows may be a comment only, or the parser says so.
            reader.next();
        }
    }

    private void take(String name, Object value) throws ConnectorException, InterruptedException {
        members.take(name, name, Json.of(value));
    }

    private void member(String name) throws XMLStreamException, ConnectorException, InterruptedException {
        if (!members.wanted().contains(name)) {
            element();
        } else if (LISTS.contains(name)) {
            for (int each = 0; reader.nextTag() == XMLStreamConstants.START_ELEMENT; each++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                members.take(name, name + "[" + each + "]", Json.of(element()));
            }
        } else {
            take(name, element());
        }
    }

    /** The element that the reader is at, to its end: a text, or what it consists of by name. */
    private Object element() throws XMLStreamException, ConnectorException {
        if (++depth > DEEPEST) {
            throw new ConnectorException.BadData("Elements are nested deeper than " + DEEPEST + ".", null);
        }
        String name = reader.getLocalName();
        Map<String, Object> parts = new HashMap<>();
        for (int each = 0; each < reader.getAttributeCount(); each++) {
            parts.put(reader.getAttributeLocalName(each), reader.getAttributeValue(each));
        }
        StringBuilder text = new StringBuilder();
        List<Object> dependsOn = new ArrayList<>();
        boolean plain = true;
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                plain = false;
                String child = reader.getLocalName();
                if (child.equals("dependency")) {
                    dependsOn.add(reference());
                } else {
                    child(child, parts);
                }
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(reader.getText());
            }
        }
        depth--;
        if (!dependsOn.isEmpty()) {
            parts.put("dependsOn", dependsOn);
        }
        if (plain && parts.isEmpty()) {
            return name.equals("cwe") || name.equals("score") ? number(text.toString()) : text.toString();
        }
        if (plain) {
            parts.put("content", text.toString());
        }
        return parts;
    }

    private Object reference() throws XMLStreamException, ConnectorException {
        return element() instanceof Map<?, ?> dependency && dependency.get("ref") instanceof String to ? to : "";
    }

    private void child(String name, Map<String, Object> parts) throws XMLStreamException, ConnectorException {
        if (name.equals("licenses")) {
            parts.put(name, licences());
        } else if (LISTS.contains(name)) {
            parts.put(name.equals("responses") ? "response" : name, list());
        } else if (name.equals("tools")) {
            parts.put(name, tools());
        } else {
            parts.put(name, element());
        }
    }

    private List<Object> list() throws XMLStreamException, ConnectorException {
        List<Object> elements = new ArrayList<>();
        while (reader.nextTag() == XMLStreamConstants.START_ELEMENT) {
            elements.add(element());
        }
        return elements;
    }

    /** Each is a license or an expression, and says by its name which. */
    private List<Object> licences() throws XMLStreamException, ConnectorException {
        List<Object> licences = new ArrayList<>();
        while (reader.nextTag() == XMLStreamConstants.START_ELEMENT) {
            String name = reader.getLocalName();
            Object licence = element();
            licences.add(Map.of(
                    name,
                    name.equals("expression") && licence instanceof Map<?, ?> parts
                            ? String.valueOf(parts.get("content"))
                            : licence));
        }
        return licences;
    }

    /** Since 1.5 components, before that a list of its own. */
    private Object tools() throws XMLStreamException, ConnectorException {
        Map<String, Object> parts = new HashMap<>();
        List<Object> old = new ArrayList<>();
        while (reader.nextTag() == XMLStreamConstants.START_ELEMENT) {
            String name = reader.getLocalName();
            if (name.equals("tool")) {
                old.add(element());
            } else {
                child(name, parts);
            }
        }
        return old.isEmpty() ? parts : old;
    }

    /** As JSON has it; a text that is none stays one, and whoever wants a number says so. */
    private static Object number(String text) {
        try {
            return text.contains(".") ? (Object) Double.valueOf(text.strip()) : (Object) Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
