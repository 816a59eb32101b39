package dev.parallax.job.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maps the records of this package to JSON objects in UTF-8 and back: a record's components are the fields, in their
 * order. Reading is strict about types and lenient about fields: unknown ones are skipped, so that a later version may
 * have more of them. Safe for several threads.
 */
final class WireMapper {

    private static final int DEEPEST = 16;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private WireMapper() {}

    /** A record as JSON on one line. */
    static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
    }

    /**
     * Reads a record.
     *
     * @throws RecordFormatException if the bytes are no JSON object, a field has another type, or a record's
     *     constructor rejects its fields with an {@link IllegalArgumentException}
     */
    static <T> T read(byte[] json, Class<T> type) throws RecordFormatException {
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) {
                throw new RecordFormatException("must be a JSON object, and is null");
            }
            return value;
        } catch (JsonMappingException e) {
            throw new RecordFormatException(problem(e), e);
        } catch (JacksonException e) {
            throw new RecordFormatException("must be a JSON object, and is none: " + e.getOriginalMessage(), e);
        } catch (RecordFormatException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }

    private static String problem(JsonMappingException e) {
        StringBuilder place = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                place.append('[').append(step.getIndex()).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        if (e.getCause() instanceof IllegalArgumentException refused) {
            return (place.isEmpty() ? "" : "has a field '" + place + "' that ") + refused.getMessage();
        }
        if (place.isEmpty()) {
            return "must be a JSON object, and is none";
        }
        return e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
                ? "has a field '" + place + "' that must be of the type "
                        + mismatch.getTargetType().getSimpleName()
                : "has a field '" + place + "' that cannot be read";
    }

    /** A field that must be there. */
    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("must have a field '" + field + "', and has none");
        }
        return value;
    }

    /** Checks the name and version of a format. */
    static void requireSchema(String what, String expected, @Nullable String found) {
        if (!expected.equals(found)) {
            throw new IllegalArgumentException(
                    "must be " + what + " of the schema " + expected + ", and its schema is '" + found + "'");
        }
    }

    /** An immutable copy; empty for null. */
    static <T> List<T> orEmpty(@Nullable List<T> list) {
        if (list == null) {
            return List.of();
        }
        if (list.stream().anyMatch(element -> element == null)) {
            throw new IllegalArgumentException("must have no null in its lists");
        }
        return List.copyOf(list);
    }

    /** An unmodifiable copy in the same order; empty for null. Values may be null. */
    static <V> Map<String, V> orEmpty(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** The same, where no value may be null. */
    static <V> Map<String, V> complete(String field, @Nullable Map<String, V> map) {
        Map<String, V> copy = orEmpty(map);
        if (new ArrayList<>(copy.values()).contains(null)) {
            throw new IllegalArgumentException("must have no null in '" + field + "'");
        }
        return copy;
    }

    /** A number as JSON has it: null for one that is not finite. */
    static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** The same for a 32-bit float. */
    static @Nullable Float finite(float value) {
        return Float.isFinite(value) ? value : null;
    }

    /** The number of {@link #finite(double)}; NaN for null. */
    static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }
}
