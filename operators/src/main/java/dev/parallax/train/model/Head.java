package dev.parallax.train.model;

/** A classifier of sentence features. Immutable and safe for several threads. */
public interface Head {

    /** Number of classes. */
    int classes();

    /** The scores of one row of features, {@code [classes]}; their softmax are the probabilities. */
    double[] logits(float[] features);

    /** The class with the highest score; of equal ones the first. */
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
