package dev.parallax.encode.sparknlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import dev.parallax.encode.sparknlp.stage.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The result of a pipeline for a text, by the real Spark NLP or by the twin.
 *
 * @param units sentences, or the document
 * @param tokens rule tokens
 * @param ids input ids of the network, padded to the longest row of a batch, formatted by
 *     {@link Arrays#toString(int[])}
 * @param classes the class column
 */
record SparkNlpResult(
        List<Annotation> units, List<Annotation> tokens, List<String> ids, List<ClassAnnotation> classes) {

    private static final double TOLERANCE = 1e-6;

    /** Parses the output of {@link #write} and the replies of the real library's runner. */
    static SparkNlpResult read(JsonNode json, String text) {
        List<String> ids = new ArrayList<>();
        json.required("ids").forEach(row -> ids.add(Arrays.toString(ints(row))));
        List<ClassAnnotation> classes = new ArrayList<>();
        for (JsonNode each : json.required("classes")) {
            float[] probabilities = new float[each.get(4).size()];
            for (int i = 0; i < probabilities.length; i++) {
                probabilities[i] = Float.parseFloat(each.get(4).get(i).asText());
            }
            classes.add(new ClassAnnotation(
                    each.get(0).asInt(),
                    each.get(1).asInt(),
                    each.get(2).asText(),
                    each.get(3).asInt(),
                    probabilities));
        }
        return new SparkNlpResult(
                spans(json.required("units"), text), spans(json.required("tokens"), text), ids, classes);
    }

    private static int[] ints(JsonNode row) {
        int[] ids = new int[row.size()];
        Arrays.setAll(ids, i -> row.get(i).asInt());
        return ids;
    }

    private static List<Annotation> spans(JsonNode spans, String text) {
        List<Annotation> annotations = new ArrayList<>();
        for (JsonNode span : spans) {
            int begin = span.get(0).asInt();
            int end = span.get(1).asInt();
            String result = span.size() > 2 ? span.get(2).asText() : text.substring(begin, end + 1);
            annotations.add(new Annotation(begin, end, result));
        }
        return annotations;
    }

    /** Formats the result as JSON; a span's text is left out if it equals the text at its offsets. */
    ObjectNode write(String text) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        spans(json.putArray("units"), units, text);
        spans(json.putArray("tokens"), tokens, text);
        ArrayNode rows = json.putArray("ids");
        for (String row : ids) {
            ArrayNode line = rows.addArray();
            for (String id : row.substring(1, row.length() - 1).split(", ", -1)) {
                line.add(Integer.parseInt(id));
            }
        }
        ArrayNode column = json.putArray("classes");
        for (ClassAnnotation each : classes) {
            ArrayNode line = column.addArray();
            line.add(each.begin()).add(each.end()).add(each.label()).add(each.sentence());
            ArrayNode probabilities = line.addArray();
            for (float probability : each.probabilities()) {
                probabilities.add(Float.toString(probability));
            }
        }
        return json;
    }

    private static void spans(ArrayNode target, List<Annotation> annotations, String text) {
        for (Annotation each : annotations) {
            ArrayNode span = target.addArray().add(each.begin()).add(each.end());
            boolean there = each.begin() >= 0
                    && each.end() < text.length()
                    && each.begin() <= each.end() + 1
                    && text.substring(each.begin(), each.end() + 1).equals(each.result());
            if (!there) {
                span.add(each.result());
            }
        }
    }

    /** The first difference of another result from this one: expected, then found. */
    Optional<String> difference(SparkNlpResult other) {
        return first("units", units, other.units)
                .or(() -> first("tokens", tokens, other.tokens))
                .or(() -> first("ids", ids, other.ids))
                .or(() -> first("classes", spelt(classes), spelt(other.classes)))
                .or(() -> probabilities(other));
    }

    /** The elements of the class column without probabilities. */
    private static List<String> spelt(List<ClassAnnotation> classes) {
        return classes.stream().map(ClassAnnotation::toString).collect(Collectors.toList());
    }

    private static <T> Optional<String> first(String what, List<T> expected, List<T> found) {
        for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
            Object here = i < expected.size() ? expected.get(i) : "nothing";
            Object there = i < found.size() ? found.get(i) : "nothing";
            if (!here.equals(there)) {
                return Optional.of(what + "[" + i + "]: " + here + " but found " + there);
            }
        }
        return Optional.empty();
    }

    private Optional<String> probabilities(SparkNlpResult other) {
        for (int i = 0; i < classes.size(); i++) {
            float[] expected = classes.get(i).probabilities();
            float[] found = other.classes.get(i).probabilities();
            boolean same = expected.length == found.length;
            for (int k = 0; same && k < expected.length; k++) {
                same = Float.compare(expected[k], found[k]) == 0 || Math.abs(expected[k] - found[k]) <= TOLERANCE;
            }
            if (!same) {
                return Optional.of("classes[" + i + "]: probabilities " + Arrays.toString(expected) + " but found "
                        + Arrays.toString(found));
            }
        }
        return Optional.empty();
    }
}
