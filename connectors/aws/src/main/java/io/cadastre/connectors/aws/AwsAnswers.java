package io.cadastre.connectors.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads what services answer: XML and JSON alike as JSON's values. */
final class AwsAnswers {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    /** Of what elements lists consist: an element with such children only is a list, be it of one. */
    private static final Set<String> ELEMENTS = Set.of(
            "item",
            "member",
            "Bucket",
            "Rule",
            "entry",
            "Tag",
            "DBInstance",
            "HostedZone",
            "ResourceRecordSet",
            "ResourceRecord");

    private static final int DEEPEST = 100;

    private AwsAnswers() {}

    static Json json(byte[] body) throws ConnectorException.BadData {
        try {
            return Json.of(MAPPER.readValue(body, Object.class));
        } catch (JsonProcessingException e) {
            // Its message quotes the answer.
            throw new ConnectorException.BadData("The answer is not JSON, or ends early.", null);
        } catch (IOException e) {
            throw new IllegalStateException("Bytes can be read.", e);
        }
    }

    /** The content of the root element. */
    static Json xml(byte[] body, String root) throws ConnectorException.BadData {
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new ByteArrayInputStream(body));
            reader.nextTag();
            String found = reader.getLocalName();
            if (!root.isEmpty() && !found.equals(root)) {
                throw new ConnectorException.BadData("The answer should be a " + root + ", but is another one.", null);
            }
            Object content = content(reader, 0);
            // What follows would be read by nobody: but an answer that ends early has no end.
            while (reader.hasNext()) {
                reader.next();
            }
            return Json.of(content instanceof String text && text.isBlank() ? Map.of() : content);
        } catch (XMLStreamException e) {
            throw new ConnectorException.BadData("The answer is not XML, or ends early.", null);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /** A text, a list or an object; the reader stands at the element's beginning, and then at its end. */
    private static Object content(XMLStreamReader reader, int depth)
            throws XMLStreamException, ConnectorException.BadData {
        if (depth > DEEPEST) {
            throw new ConnectorException.BadData("The answer is nested too deeply.", null);
        }
        StringBuilder text = new StringBuilder();
        List<Object> elements = new ArrayList<>();
        Map<String, Object> members = new LinkedHashMap<>();
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            if (reader.isStartElement()) {
                String name = reader.getLocalName();
                Object value = content(reader, depth + 1);
                elements.add(value);
                members.put(name, value);
            } else if (reader.isCharacters()) {
                text.append(reader.getText());
            }
        }
        if (elements.isEmpty()) {
            return text.toString();
        }
        return members.size() == 1 && ELEMENTS.containsAll(members.keySet()) ? elements : members;
    }

    // Values, which are texts in XML

    /** The elements of a list that may be missing or empty. */
    static List<Json> list(Json json, String name) throws ConnectorException.BadData {
        Optional<Json> member = json.maybe(name).known();
        return member.isEmpty() || (member.get().raw() instanceof String text && text.isBlank())
                ? List.of()
                : member.get().elements();
    }

    /** A text that is not empty. */
    static Optional<String> text(Json json, String name) throws ConnectorException.BadData {
        return json.maybeText(name).known().filter(text -> !text.isEmpty());
    }

    static Optional<Boolean> bool(Json json, String name) throws ConnectorException.BadData {
        Optional<Json> member = json.maybe(name).known();
        return member.isPresent() ? Optional.of(truth(member.get())) : Optional.empty();
    }

    private static boolean truth(Json json) throws ConnectorException.BadData {
        return json.raw() instanceof String text ? text.equalsIgnoreCase("true") : json.bool();
    }

    static Optional<Long> number(Json json, String name) throws ConnectorException.BadData {
        Optional<String> text = json.maybe(name).known().map(member -> String.valueOf(member.raw()));
        try {
            return text.map(Long::valueOf);
        } catch (NumberFormatException e) {
            throw new ConnectorException.BadData(
                    "The answer should have a whole number at " + json.path() + "." + name + ".", null);
        }
    }

    static Optional<Instant> time(Json json, String name) throws ConnectorException.BadData {
        Optional<Json> member = json.maybe(name).known();
        if (member.isEmpty()) {
            return Optional.empty();
        }
        return member.get().raw() instanceof Number seconds
                ? Optional.of(Instant.ofEpochMilli(Math.round(seconds.doubleValue() * 1000)))
                // Lambda leaves out the colon of the offset.
                : Optional.of(Json.of(member.get().text().replaceFirst("\\+0000$", "Z"))
                        .instant());
    }

    /** A member of a member; empty if one of them is missing. */
    static Json within(Json json, String name) throws ConnectorException.BadData {
        Optional<Json> member = json.maybe(name).known();
        return member.isPresent() && member.get().isObject() ? member.get() : Json.of(Map.of());
    }

    /** Tags as {@code key=value}, in order. */
    static List<String> tags(Json json, String list, String key, String value) throws ConnectorException.BadData {
        List<String> tags = new ArrayList<>();
        for (Json tag : list(json, list)) {
            tags.add(tag.text(key) + "=" + text(tag, value).orElse(""));
        }
        return tags.stream().sorted().toList();
    }
}
