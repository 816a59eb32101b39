package dev.parallax.infer.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.parallax.infer.model.HeadOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.model.ModelException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The declarations of a classifier's graph: its inputs, and the types and shapes of {@code logits} and
 * {@code features}.
 *
 * @param inputs integer type of each input
 * @param oneRow whether the graph takes one text at a time: its inputs are {@code [1, sequence]}
 */
record ClassifierGraph(Map<ModelInput, OnnxJavaType> inputs, boolean oneRow) {

    static final String LOGITS = "logits";

    /** Types that are read as 32-bit floats. */
    private static final Set<OnnxJavaType> FLOATS =
            EnumSet.of(OnnxJavaType.FLOAT, OnnxJavaType.FLOAT16, OnnxJavaType.BFLOAT16, OnnxJavaType.DOUBLE);

    /**
     * Reads the declarations of a graph.
     *
     * @throws ModelException if it is not that of a text classifier that takes texts of any length, naming both sides
     */
    static ClassifierGraph of(ModelBundle model, OrtSession session) throws OrtException {
        Map<ModelInput, OnnxJavaType> inputs = new EnumMap<>(ModelInput.class);
        boolean oneRow = false;
        for (NodeInfo node : session.getInputInfo().values()) {
            ModelInput input = ModelInput.named(node.getName())
                    .orElseThrow(() -> new ModelException(model.onnx() + " takes an input '" + node.getName()
                            + "': a text classifier takes input_ids, attention_mask and"
                            + " token_type_ids, or some of them"));
            TensorInfo tensor = integers(model.onnx(), node);
            inputs.put(input, tensor.type);
            oneRow |= isOneRow(model.onnx(), node.getName(), tensor.getShape());
        }
        if (!inputs.containsKey(ModelInput.INPUT_IDS)) {
            throw new ModelException(
                    model.onnx() + " takes the inputs " + session.getInputNames() + ", and no input_ids");
        }
        requireLogits(model, session);
        return new ClassifierGraph(inputs, oneRow);
    }

    private static TensorInfo integers(Path onnx, NodeInfo node) {
        if (node.getInfo() instanceof TensorInfo tensor) {
            if (tensor.type == OnnxJavaType.INT64 || tensor.type == OnnxJavaType.INT32) {
                return tensor;
            }
            throw new ModelException(
                    onnx + " takes " + node.getName() + " as " + tensor.type + ": expected 64-bit or 32-bit integers");
        }
        throw new ModelException(
                onnx + " takes " + node.getName() + " as " + node.getInfo() + ": expected a tensor [batch, sequence]");
    }

    /** Sizes that a graph fixes; one that it leaves open is -1. */
    private static boolean isOneRow(Path onnx, String input, long[] shape) {
        if (shape.length != 2) {
            throw new ModelException(
                    onnx + " takes " + input + " as " + Arrays.toString(shape) + ": expected [batch, sequence]");
        }
        if (shape[1] >= 0) {
            throw new ModelException(
                    onnx + " takes texts of exactly " + shape[1] + " tokens (" + input + " is " + Arrays.toString(shape)
                            + "): expected texts of any length, which is a dynamic axis 1 in the export");
        }
        if (shape[0] > 1 || shape[0] == 0) {
            throw new ModelException(onnx + " takes batches of exactly " + shape[0] + " texts (" + input + " is "
                    + Arrays.toString(shape)
                    + "): expected batches of any size, which is a dynamic axis 0 in the export");
        }
        return shape[0] == 1;
    }

    private static void requireLogits(ModelBundle model, OrtSession session) throws OrtException {
        NodeInfo output = session.getOutputInfo().get(LOGITS);
        if (output == null) {
            throw new ModelException(model.onnx() + " gives " + session.getOutputNames()
                    + ": expected an output named logits, as a text classifier has");
        }
        if (!(output.getInfo() instanceof TensorInfo tensor) || tensor.getShape().length != 2) {
            throw new ModelException(
                    model.onnx() + " gives logits as " + output.getInfo() + ": expected a tensor [batch, classes]");
        }
        if (!FLOATS.contains(tensor.type)) {
            throw new ModelException(
                    model.onnx() + " gives logits as " + tensor.type + ": expected FLOAT, or one of " + FLOATS);
        }
        long width = tensor.getShape()[1];
        if (width >= 0 && width != model.labels().length) {
            throw otherWidth(model, width);
        }
    }

    static ModelException otherWidth(ModelBundle model, long width) {
        return new ModelException(model.onnx() + " gives " + width + " logits, and config.json beside it names "
                + model.labels().length + " classes in id2label");
    }

    /**
     * The output of sentence features, which a head reads.
     *
     * @throws ModelException if there is none of a fixed width
     */
    static TensorInfo features(ModelBundle model, OrtSession session, HeadOptions head) throws OrtException {
        NodeInfo output = session.getOutputInfo().get(OnnxHead.FEATURES);
        if (output == null
                || !(output.getInfo() instanceof TensorInfo tensor)
                || tensor.getShape().length != 2
                || tensor.getShape()[1] < 1) {
            throw new ModelException("The head '" + head.name() + "' reads sentence features, and " + model.onnx()
                    + " gives " + session.getOutputNames() + ": expected an output named features, [batch, width], as"
                    + " parallax train writes it");
        }
        return tensor;
    }

    /** A tensor's values as 32-bit floats. */
    static FloatBuffer floats(OnnxTensor tensor) {
        if (tensor.getInfo().type != OnnxJavaType.DOUBLE) {
            return tensor.getFloatBuffer();
        }
        DoubleBuffer doubles = tensor.getDoubleBuffer();
        FloatBuffer floats = FloatBuffer.allocate(doubles.remaining());
        while (doubles.hasRemaining()) {
            floats.put((float) doubles.get());
        }
        return floats.flip();
    }
}
