package dev.parallax.sparknlp;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;

/**
 * Sets parameters of a stage by the names that Spark NLP gives them, through its own setters and so through its own
 * checks.
 */
final class Parameters {

    private Parameters() {}

    /**
     * Sets the parameters in the order in which they stand.
     *
     * @param values an object; a {@code null} leaves the parameter as it is
     * @throws IllegalArgumentException if there is no such parameter, or Spark NLP rejects the value
     */
    static void set(Object stage, JsonNode values) {
        for (Map.Entry<String, JsonNode> entry : values.properties()) {
            if (!entry.getValue().isNull()) {
                set(stage, entry.getKey(), entry.getValue());
            }
        }
    }

    private static void set(Object stage, String name, JsonNode value) {
        String setter = "set" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        Method method = Arrays.stream(stage.getClass().getMethods())
                .filter(each -> each.getName().equals(setter) && each.getParameterCount() == 1)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        stage.getClass().getSimpleName() + " of Spark NLP has no parameter " + name));
        try {
            method.invoke(stage, converted(value, method.getParameterTypes()[0], name));
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("Spark NLP refuses " + name + ": " + e.getCause(), e);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(setter + " of Spark NLP cannot be called: " + e, e);
        }
    }

    private static Object converted(JsonNode value, Class<?> type, String name) {
        if (type == String.class) {
            return value.asText();
        } else if (type == boolean.class) {
            return value.asBoolean();
        } else if (type == int.class) {
            return value.asInt();
        } else if (type == float.class) {
            return (float) value.asDouble();
        } else if (type == String[].class) {
            String[] texts = new String[value.size()];
            Arrays.setAll(texts, i -> value.get(i).asText());
            return texts;
        }
        throw new IllegalArgumentException(
                name + " has the type " + type + ": expected a text, a number, true or false, or a list of texts");
    }
}
