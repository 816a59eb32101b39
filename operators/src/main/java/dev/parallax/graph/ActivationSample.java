package dev.parallax.graph;

import ai.onnxruntime.OnnxTensor;
import dev.parallax.encode.Encoding;
import dev.parallax.infer.model.ModelException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Activations of some tokens of real texts, for the choice of how a value is quantised. */
final class ActivationSample {

    /** Tokens that are kept of one text, spread evenly over it from the first to the last. */
    private static final int TOKENS = 8;

    private final Map<String, List<float[]>> rows = new HashMap<>();

    /**
     * Runs a graph on texts, each alone, and keeps activations.
     *
     * @param values the names of values {@code [texts, tokens, channels]}
     * @throws ModelException if the graph cannot be run
     */
    static ActivationSample of(ModelGraph graph, Collection<String> values, List<Encoding> texts) {
        ActivationSample sample = new ActivationSample();
        try (TextSession session = TextSession.open(graph, values)) {
            texts.forEach(text -> session.run(text, sample::add));
        }
        return sample;
    }

    private void add(String name, OnnxTensor tensor) {
        long[] shape = tensor.getInfo().getShape();
        int channels = Math.toIntExact(shape[shape.length - 1]);
        FloatBuffer values = tensor.getFloatBuffer();
        int tokens = values.remaining() / channels;
        List<float[]> kept = rows.computeIfAbsent(name, key -> new ArrayList<>());
        int count = Math.min(tokens, TOKENS);
        for (int i = 0; i < count; i++) {
            float[] row = new float[channels];
            int token = count == 1 ? 0 : i * (tokens - 1) / (count - 1);
            values.position(token * channels).get(row);
            kept.add(row);
        }
    }

    /** The kept activations of a value, {@code [channels]} each. */
    List<float[]> rows(String value) {
        return rows.getOrDefault(value, List.of());
    }
}
