package dev.parallax.train.model;

/** A classifier on sentence features: the last layers of a model. Immutable and safe for several threads. */
public interface Head {

    /** Number of classes. */
    int classes();

    /** The logits of one row of features, {@code [classes]}; their softmax is the probabilities. */
    double[] logits(float[] features);

    /** Index of the class with the highest logit, the first of several. */
    default int predict(float[] features) {
        double[] logits = logits(features);
        int best = 0;
        for (int c = 1; c < logits.length; c++) {
            if (logits[c] > logits[best]) {
                best = c;
            }
        }
        return best;
    }

    /** The head as an ONNX model, in float32. */
    HeadGraph toOnnx();
}
