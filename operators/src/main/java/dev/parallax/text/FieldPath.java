package dev.parallax.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The path of a field in a JSON object: a name, or names separated by dots for nested objects, such as
 * {@code payload.after.text}. Field names that contain dots are found too: at each level the longest name that exists
 * wins.
 *
 * @param name the path as written in the configuration
 */
record FieldPath(String name) {

    /** The value at this path, which may be JSON's {@code null}; {@code null} if the field does not exist. */
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

    /** The path of the first parent object that is JSON's {@code null}, if any. */
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
