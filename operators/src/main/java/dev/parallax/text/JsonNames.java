package dev.parallax.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Reads ids and labels as clients write them in JSON: strings, integers, and integers with a decimal point such as
 * {@code 17.0}, which pandas writes for an integer column with missing values.
 */
public final class JsonNames {

    /** Largest number up to which a double represents every integer. */
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
