package dev.parallax.infer.onnx;

/**
 * The batches that TensorRT builds its engines for: from one text of one token to the largest batch.
 *
 * @param fingerprint fingerprint of the model
 * @param maxRows most rows of a batch, 1 or more
 * @param maxTokens most tokens of a row, 1 or more
 */
record EngineShapes(String fingerprint, int maxRows, int maxTokens) {

    /** The shapes for devices other than TensorRT, which take any. */
    static final EngineShapes NONE = new EngineShapes("", 1, 1);

    EngineShapes {
        if (maxRows < 1 || maxTokens < 1) {
            throw new IllegalArgumentException(
                    "expected 1 row and 1 token or more, found " + maxRows + " rows of " + maxTokens + " tokens");
        }
    }
}
