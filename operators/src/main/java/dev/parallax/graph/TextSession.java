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
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A session that runs a graph on one text at a time, so that no row is padded. For one thread; the caller closes it.
 */
final class TextSession implements AutoCloseable {

    private final ModelGraph graph;
    private final OrtSession session;

    private TextSession(ModelGraph graph, OrtSession session) {
        this.graph = graph;
        this.session = session;
    }

    /**
     * Loads a graph.
     *
     * @param outputs the names of the values that it gives, tensors of floats
     * @throws ModelException if it cannot be loaded
     */
    static TextSession open(ModelGraph graph, Collection<String> outputs) {
        GraphProto.Builder proto = graph.model().getGraph().toBuilder().clearOutput();
        outputs.forEach(name -> proto.addOutput(ValueInfoProto.newBuilder().setName(name)));
        byte[] model = graph.model().toBuilder().setGraph(proto).build().toByteArray();
        try (SessionOptions options = new SessionOptions()) {
            return new TextSession(graph, OrtRuntime.environment().createSession(model, options));
        } catch (OrtException e) {
            throw new ModelException(
                    "The graph with the outputs " + outputs + " cannot be loaded: expected one that ONNX Runtime"
                            + " takes, found: " + e.getMessage(),
                    e);
        }
    }

    /**
     * Runs a text.
     *
     * @param values receives name and tensor of each output; the tensors are closed afterwards
     * @throws ModelException if the graph fails on it
     */
    void run(Encoding text, BiConsumer<String, OnnxTensor> values) {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            for (ValueInfoProto input : graph.inputs()) {
                inputs.put(input.getName(), tensor(input, text));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                for (Map.Entry<String, OnnxValue> value : result) {
                    values.accept(value.getKey(), (OnnxTensor) value.getValue());
                }
            }
        } catch (OrtException e) {
            throw new ModelException(
                    "The graph cannot be run on a text of " + text.ids().length + " tokens: expected one that takes"
                            + " every text of the model's length, found: " + e.getMessage(),
                    e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
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

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not free a session: " + e.getMessage(), e);
        }
    }
}
