package dev.parallax.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.text.DeadLetter.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object. A required field that is missing or of a wrong type is an error; an optional one
 * of a wrong type is left out and named in {@link #ignored()}. For one object and one thread.
 */
final class JsonFields {

    /** Parent objects in which change data capture and Kafka Connect put a record. */
    private static final List<String> USUAL_PARENTS = List.of("payload.after", "after", "payload");

    private final JsonNode json;
    private final TextRules rules;
    private final List<String> ignored = new ArrayList<>();

    /**
     * @param json the object
     * @param rules the paths of its fields and how they are read
     */
    JsonFields(JsonNode json, TextRules rules) {
        this.json = json;
        this.rules = rules;
    }

    /** Optional fields that were left out so far, by role: {@code label}, {@code segment}, {@code timestamp}. */
    List<String> ignored() {
        return List.copyOf(ignored);
    }

    /** The record's id. */
    String id() throws MalformedRecord {
        FieldPath path = new FieldPath(rules.fields().id());
        JsonNode node = required(path);
        return JsonNames.id(node).orElseThrow(() -> wrongType(path, "a string or an integer", node));
    }

    /** The text, or the label that the record is read for. */
    String text() throws MalformedRecord {
        FieldPath path = new FieldPath(rules.fields().text());
        JsonNode node = required(path);
        if (rules.content() == TextRules.Content.LABEL) {
            return JsonNames.label(node).orElseThrow(() -> wrongType(path, "a string, an integer or a boolean", node));
        }
        if (!node.isTextual()) {
            throw wrongType(path, "a string", node);
        }
        return node.textValue();
    }

    /** The true class, or {@code null} if the record has none. */
    @Nullable
    String label() {
        JsonNode node = optional(rules.fields().label());
        if (node == null) {
            return null;
        }
        Optional<String> label = JsonNames.label(node);
        if (label.isEmpty()) {
            ignored.add("label");
        }
        return label.orElse(null);
    }

    /** The segment of the text; empty if the record has none. */
    String segment() {
        JsonNode node = rules.fields().segment().isEmpty()
                ? null
                : optional(rules.fields().segment());
        if (node == null) {
            return "";
        }
        if (!node.isValueNode() || notFinite(node)) {
            ignored.add("segment");
            return "";
        }
        return node.asText();
    }

    /** The event time, epoch milliseconds; the source record's timestamp if the field is missing or not a time. */
    long timestamp(RawRecord source) {
        JsonNode node = optional(rules.fields().timestamp());
        if (node == null) {
            return EventTime.of(source);
        }
        OptionalLong time = EventTime.of(node, rules.timestampUnit());
        if (time.isEmpty()) {
            ignored.add("timestamp");
        }
        return time.orElse(EventTime.of(source));
    }

    private @Nullable JsonNode optional(String field) {
        JsonNode node = new FieldPath(field).in(json);
        return node == null || node.isNull() ? null : node;
    }

    private JsonNode required(FieldPath path) throws MalformedRecord {
        JsonNode node = path.in(json);
        if (node != null && !node.isNull()) {
            return node;
        }
        Optional<String> deleted = path.nullOnTheWay(json);
        if (deleted.isPresent()) {
            throw new MalformedRecord(
                    Reason.TOMBSTONE,
                    "'" + deleted.get() + "' is null, so there is no '" + path.name()
                            + "', as in the change event of a deletion");
        }
        String elsewhere = USUAL_PARENTS.stream()
                .map(parent -> parent + "." + path.name())
                .filter(other -> new FieldPath(other).in(json) != null)
                .findFirst()
                .map(other -> "; there is a field '" + other + "'")
                .orElse("");
        throw new MalformedRecord(
                Reason.MISSING_FIELD,
                "The JSON object "
                        + (node == null ? "has no field '" + path.name() + "'" : "has null as '" + path.name() + "'")
                        + elsewhere);
    }

    private static MalformedRecord wrongType(FieldPath path, String expected, JsonNode found) {
        return new MalformedRecord(
                Reason.INVALID_FIELD, "Field '" + path.name() + "' must be " + expected + ", and is " + kind(found));
    }

    static String kind(JsonNode node) {
        if (notFinite(node)) {
            return Double.isNaN(node.doubleValue()) ? "NaN" : "infinite";
        }
        if (node.isIntegralNumber()) {
            return "an integer";
        }
        if (node.isNumber()) {
            return Math.abs(node.doubleValue()) > JsonNames.MOST_EXACT
                    ? "a number with a point or an exponent beyond 2^53, where not all integers are exact"
                    : "a number with a fraction";
        }
        return switch (node.getNodeType()) {
            case MISSING -> "empty";
            case NULL -> "null";
            case ARRAY -> "an array, which begins with [";
            case OBJECT -> "an object";
            case BOOLEAN -> "a boolean";
            case STRING -> "a string";
            default -> "a JSON " + node.getNodeType();
        };
    }

    /**
     * Whether the number is NaN or infinite, for which JSON has no literal but Python's and other libraries write one.
     * A number too large for a double is infinite too.
     */
    private static boolean notFinite(JsonNode node) {
        return node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue());
    }

    /** All names that {@link #ignored()} may contain. */
    static Stream<String> optionalFields() {
        return Stream.of("label", "segment", "timestamp");
    }
}
