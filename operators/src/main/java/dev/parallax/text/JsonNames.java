package dev.parallax.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Identities and labels as clients write them in JSON: strings, integers, and integers with a point, as {@code 17.0},
 * which is what Python's pandas makes of integers in a column with gaps.
 */
public final class JsonNames {

    /** Up to this a 64-bit float represents every integer. */
    static final double MOST_EXACT = 0x1p53;

    private JsonNames() {}

    /** A string or an integer, as a string; empty for anything else. */
    public static Optional<String> id(JsonNode node) {
        if (node.isTextual() || node.isIntegralNumber()) {
            return Optional.of(node.asText());
        }
        double number = node.isNumber() ? node.doubleValue() : Double.NaN;
        return number == Math.rint(number) && Math.abs(number) <= MOST_EXACT
                ? Optional.of(BigDecimal.valueOf(number).toBigInteger().toString())
                : Optional.empty();
    }

    /** A string, an integer or a boolean, as a string; empty for anything else. */
    public static Optional<String> label(JsonNode node) {
        return node.isBoolean() ? Optional.of(node.asText()) : id(node);
    }
}
