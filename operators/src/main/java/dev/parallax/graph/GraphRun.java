package dev.parallax.graph;

import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.onnx.OrtRuntime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The shapes and types of the outputs of one run of a graph as it is, without ONNX Runtime's own rewritings.
 *
 * @param texts number of texts in the batch
 * @param tokens number of tokens of each text
 * @param shapes shapes of the outputs that are tensors
 * @param types their elements
 */
record GraphRun(int texts, int tokens, Map<String, long[]> shapes, Map<String, OnnxJavaType> types) {

    /** Sizes that are no multiples of each other. All tokens of a text are under the mask in all runs but the last. */
    private static final int[][] SIZES = {{3, 7}, {5, 11}, {2, 9}};

    private static final int MASKED = 4;

    /**
     * Runs a graph on batches of different sizes.
     *
     * @param inputs the inputs, 64-bit or 32-bit integers {@code [texts, tokens]} each
     * @throws ModelException if it cannot be run
     */
    static List<GraphRun> ofAllValues(ModelGraph graph, List<ValueInfoProto> inputs) {
        OrtEnvironment environment = OrtRuntime.environment();
        List<GraphRun> runs = new ArrayList<>();
        try (SessionOptions options = new SessionOptions()) {
            options.setOptimizationLevel(SessionOptions.OptLevel.NO_OPT);
            try (OrtSession session = environment.createSession(graph.model().toByteArray(), options)) {
                for (int[] size : SIZES) {
                    boolean masked = size == SIZES[SIZES.length - 1];
                    runs.add(run(session, inputs, size[0], size[1], masked ? MASKED : 0));
                }
            }
            return runs;
        } catch (OrtException e) {
            throw new ModelException(
                    "The graph cannot be run as it is: expected one that takes " + inputs(inputs)
                            + " as integers [texts, tokens], for any number of both, found: " + e.getMessage(),
                    e);
        }
    }

    private static String inputs(List<ValueInfoProto> inputs) {
        return inputs.stream().map(ValueInfoProto::getName).collect(Collectors.joining(", "));
    }

    private static GraphRun run(OrtSession session, List<ValueInfoProto> inputs, int texts, int tokens, int masked)
            throws OrtException {
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (ValueInfoProto input : inputs) {
                tensors.put(input.getName(), tensor(input, texts, tokens, masked));
            }
            Map<String, long[]> shapes = new HashMap<>();
            Map<String, OnnxJavaType> types = new HashMap<>();
            try (OrtSession.Result result = session.run(tensors)) {
                for (Map.Entry<String, OnnxValue> value : result) {
                    if (value.getValue() instanceof OnnxTensor tensor) {
                        shapes.put(value.getKey(), tensor.getInfo().getShape());
                        types.put(value.getKey(), tensor.getInfo().type);
                    }
                }
            }
            return new GraphRun(texts, tokens, shapes, types);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    /** Ids and token types are zeros, and a mask has ones but for the last {@code masked} tokens. */
    private static OnnxTensor tensor(ValueInfoProto input, int texts, int tokens, int masked) throws OrtException {
        int[][] values = new int[texts][tokens];
        if (input.getName().equals("attention_mask")) {
            Arrays.stream(values).forEach(row -> Arrays.fill(row, 0, tokens - masked, 1));
        }
        return InputTensor.of(input, values);
    }
}
