package dev.parallax.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in a JSON object: a field's name, or names with dots between them, as
 * {@code payload.after.text}, for a field of an object in a field. A field whose own name has dots is found too: at
 * each level the longest name that is there counts.
 *
 * @param name as it is written in the configuration
 */
record FieldPath(String name) {

    /** The value, JSON's {@code null} included; {@code null} where there is none. */
    @Nullable
    JsonNode in(JsonNode object) {
        return find(object, name);
    }

    private static @Nullable JsonNode find(JsonNode object, String path) {
        JsonNode literal = object.get(path);
        for (int dot = path.lastIndexOf('.'); literal == null && dot >= 0; dot = path.lastIndexOf('.', dot - 1)) {
            JsonNode child = object.get(path.substring(0, dot));
            if (child != null && child.isObject()) {
                literal = find(child, path.substring(dot + 1));
            }
        }
        return literal;
    }

    /** The path of the first object on the way that is JSON's {@code null}, if one is. */
    Optional<String> nullOnTheWay(JsonNode object) {
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            String parent = name.substring(0, dot);
            JsonNode found = find(object, parent);
            if (found != null && found.isNull()) {
                return Optional.of(parent);
            }
        }
        return Optional.empty();
    }
}
