package dev.parallax.infer.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.HeadBundle;
import dev.parallax.infer.model.ModelException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A head on the model's sentence features, run on the CPU: it is small, and the features come from the device with the
 * logits anyway. Safe for several threads.
 */
final class OnnxHead implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OnnxHead.class);

    static final String FEATURES = "features";
    private static final String LOGITS = "logits";

    private final HeadBundle bundle;
    private final OrtSession session;
    private final AtomicBoolean warned = new AtomicBoolean();

    private OnnxHead(HeadBundle bundle, OrtSession session) {
        this.bundle = bundle;
        this.session = session;
    }

    /**
     * Loads a head and checks that it fits the features.
     *
     * @param features the model's output of features
     * @throws ModelException if it does not
     */
    static OnnxHead open(HeadBundle bundle, TensorInfo features) {
        OrtSession session = SessionFactory.open(bundle.onnx(), DeviceOptions.CPU.withCpuThreads(1), EngineShapes.NONE)
                .session();
        OnnxHead head = new OnnxHead(bundle, session);
        try {
            head.require(session.getInputInfo().get(FEATURES), FEATURES, features.type, features.getShape()[1]);
            head.require(session.getOutputInfo().get(LOGITS), LOGITS, OnnxJavaType.FLOAT, bundle.order().length);
            return head;
        } catch (OrtException e) {
            head.close();
            throw new ModelException("The graph of " + bundle.onnx() + " cannot be read: " + e.getMessage(), e);
        } catch (ModelException e) {
            head.close();
            throw e;
        }
    }

    private void require(@Nullable NodeInfo node, String what, OnnxJavaType type, long width) {
        if (node == null
                || !(node.getInfo() instanceof TensorInfo tensor)
                || tensor.type != type
                || tensor.getShape().length != 2
                || tensor.getShape()[1] != width) {
            throw new ModelException("The head '" + bundle.name() + "' has "
                    + (node == null ? "no " + what : what + " as " + node.getInfo()) + " in " + bundle.onnx()
                    + ": expected " + what + " [batch, " + width + "] as " + type);
        }
    }

    /**
     * Scores features. A head that fails leaves NaN: it serves comparisons only, so the model's own answer stays.
     *
     * @param features {@code [batch, width]}
     * @param rows receives the logits in the order of the model's classes, {@code [batch][heads * classes]}
     * @param offset index of this head's first logit in each row
     */
    void score(OnnxTensor features, float[][] rows, int offset) {
        int[] order = bundle.order();
        try (OrtSession.Result result = session.run(Map.of(FEATURES, features), Set.of(LOGITS))) {
            FloatBuffer logits = ((OnnxTensor) result.get(0)).getFloatBuffer();
            for (int row = 0; row < rows.length; row++) {
                for (int c = 0; c < order.length; c++) {
                    rows[row][offset + c] = logits.get(row * order.length + order[c]);
                }
            }
        } catch (OrtException e) {
            for (float[] row : rows) {
                Arrays.fill(row, offset, offset + order.length, Float.NaN);
            }
            if (warned.compareAndSet(false, true)) {
                LOG.warn("The head {} fails; this is logged once: {}", bundle.name(), e.getMessage());
            }
        }
    }

    /** The head's name, as in the options. */
    String name() {
        return bundle.name();
    }

    @Override
    public void close() {
        SessionFactory.close(session);
    }
}
