package dev.parallax.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.parallax.encode.Encoding;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.onnx.OrtRuntime;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
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
        GraphProto.Builder proto = graph.model().getGraph().toBuilder().clearOutput();
        values.forEach(name -> proto.addOutput(ValueInfoProto.newBuilder().setName(name)));
        byte[] model = graph.model().toBuilder().setGraph(proto).build().toByteArray();
        ActivationSample sample = new ActivationSample();
        try (SessionOptions options = new SessionOptions();
                OrtSession session = OrtRuntime.environment().createSession(model, options)) {
            for (Encoding text : texts) {
                sample.add(graph, session, text);
            }
            return sample;
        } catch (OrtException e) {
            throw new ModelException("The graph cannot be run: " + e.getMessage(), e);
        }
    }

    private void add(ModelGraph graph, OrtSession session, Encoding text) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            for (ValueInfoProto input : graph.inputs()) {
                inputs.put(input.getName(), tensor(input, text));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                for (Map.Entry<String, OnnxValue> value : result) {
                    add(value.getKey(), (OnnxTensor) value.getValue());
                }
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
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

    private static OnnxTensor tensor(ValueInfoProto input, Encoding text) throws OrtException {
        int[] ids = text.ids();
        int[] values = switch (input.getName()) {
            case "input_ids" -> ids;
            case "attention_mask" -> {
                int[] ones = new int[ids.length];
                Arrays.fill(ones, 1);
                yield ones;
            }
            default -> new int[ids.length];
        };
        return InputTensor.of(input, new int[][] {values});
    }

    /** The kept activations of a value, {@code [channels]} each. */
    List<float[]> rows(String value) {
        return rows.getOrDefault(value, List.of());
    }
}
