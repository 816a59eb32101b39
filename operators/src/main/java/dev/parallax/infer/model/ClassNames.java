package dev.parallax.infer.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The names of a model's classes in {@code config.json}, and whether the model gives one class of several at all. */
final class ClassNames {

    private static final String SINGLE_LABEL = "single_label_classification";

    private ClassNames() {}

    /**
     * Reads {@code id2label}.
     *
     * @param config content of {@code config.json}
     * @param file where it was read, for messages
     * @return the names in the order of the logits, {@code [classes]}
     * @throws ModelException if they do not number two or more classes, or {@code problem_type} is not
     *     {@value #SINGLE_LABEL}: a softmax over other outputs would be a wrong answer
     */
    static String[] of(JsonNode config, Path file) {
        requireSingleLabel(config, file);
        JsonNode id2label = config.path("id2label");
        if (!id2label.isObject()) {
            throw new ModelException(file + " must name 2 or more classes in id2label, and has "
                    + (id2label.isMissingNode() || id2label.isNull()
                            ? "none"
                            : "a " + kind(id2label) + " there: expected an object such as"
                                    + " {\"0\": \"negative\", \"1\": \"positive\"}"));
        }
        TreeMap<Integer, String> byIndex = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : id2label.properties()) {
            byIndex.put(index(entry.getKey(), file), name(entry, file));
        }
        requireAll(byIndex, file);
        return byIndex.values().toArray(new String[0]);
    }

    private static void requireSingleLabel(JsonNode config, Path file) {
        JsonNode problem = config.path("problem_type");
        if (!problem.isMissingNode() && !problem.isNull() && !problem.asText().equals(SINGLE_LABEL)) {
            String kind = problem.asText();
            throw new ModelException(file + " has the problem_type " + problem
                    + (kind.equals("regression") || kind.equals("multi_label_classification")
                            ? ", which is not supported yet: its outputs are not probabilities of classes that"
                                    + " exclude each"
                                    + " other. Expected "
                            : ": expected ")
                    + SINGLE_LABEL);
        }
        if (config.path("id2label").isObject() && config.path("id2label").size() == 1) {
            throw new ModelException(
                    file + " names 1 class in id2label: a model of one output is for regression or reranking, "
                            + "which is not supported yet. Expected 2 or more classes");
        }
    }

    private static int index(String key, Path file) {
        try {
            return Integer.parseInt(key);
        } catch (NumberFormatException e) {
            throw new ModelException(file + ": keys of id2label must be whole numbers, and one is '" + key + "'", e);
        }
    }

    private static String name(Map.Entry<String, JsonNode> entry, Path file) {
        JsonNode name = entry.getValue();
        if (!name.isTextual() && !name.isIntegralNumber()) {
            throw new ModelException(file + ": names of id2label must be strings, and that of class " + entry.getKey()
                    + " is " + (name.isNull() ? "null" : "a " + kind(name)));
        }
        return name.asText();
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "list";
            case OBJECT -> "object";
            case BOOLEAN -> "boolean";
            case NUMBER -> "number";
            case STRING -> "string";
            default -> "value";
        };
    }

    private static void requireAll(SortedMap<Integer, String> byIndex, Path file) {
        if (byIndex.size() < 2) {
            throw new ModelException(file + " must name 2 or more classes in id2label, and has " + byIndex.size());
        }
        if (byIndex.firstKey() != 0 || byIndex.lastKey() != byIndex.size() - 1) {
            throw new ModelException(file + ": id2label must number its " + byIndex.size() + " classes from 0 to "
                    + (byIndex.size() - 1) + ", and numbers them from " + byIndex.firstKey() + " to "
                    + byIndex.lastKey());
        }
        if (new HashSet<>(byIndex.values()).size() != byIndex.size()) {
            throw new ModelException(file + ": every class of id2label must have a name of its own");
        }
    }
}
