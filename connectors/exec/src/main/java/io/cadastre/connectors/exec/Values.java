package io.cadastre.connectors.exec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cadastre.spi.model.FieldKind;
import io.cadastre.spi.model.ScalarKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JSON values as values of a declared kind. What is of another kind stays what it is: the host refuses it by name when
 * it is emitted (I11).
 */
final class Values {
    private Values() {}

    /** A value other than null. */
    static Object of(FieldKind kind, JsonNode node) throws BadLineException {
        if (!kind.list() || !node.isArray()) {
            return scalar(kind.scalar(), node);
        }
        List<Object> elements = new ArrayList<>(node.size());
        for (JsonNode element : node) {
            if (element.isNull()) {
                throw new BadLineException("has null in a list.");
            }
            elements.add(scalar(kind.scalar(), element));
        }
        return elements;
    }

    private static Object scalar(ScalarKind kind, JsonNode node) {
        return switch (kind) {
            case STRING, ENUMERATION, INTEGER, BOOL -> plain(node);
            case DECIMAL -> node.isNumber() ? (Object) node.doubleValue() : plain(node);
            case INSTANT -> instant(node).map(Object.class::cast).orElseGet(() -> plain(node));
            case DATE -> date(node).map(Object.class::cast).orElseGet(() -> plain(node));
            case JSON -> text(node);
        };
    }

    /** A value as JSON has it; what is nested shows only that it is. */
    static Object plain(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? (Object) node.longValue() : node.bigIntegerValue();
        }
        return node.isNumber() ? (Object) node.doubleValue() : Map.of();
    }

    private static Optional<Instant> instant(JsonNode node) {
        try {
            return node.isTextual()
                    ? Optional.of(OffsetDateTime.parse(node.textValue()).toInstant())
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> date(JsonNode node) {
        try {
            return node.isTextual() ? Optional.of(LocalDate.parse(node.textValue())) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode node) {
        try {
            return JsonLine.MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was read as JSON is written as JSON.", e);
        }
    }
}
