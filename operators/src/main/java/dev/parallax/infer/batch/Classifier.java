package dev.parallax.infer.batch;

import dev.parallax.encode.Encoding;
import java.util.List;

/** Runs a model on a batch of encodings. Implementations are safe for several threads until they are closed. */
public interface Classifier extends AutoCloseable {

    /**
     * Scores a batch.
     *
     * @param batch one encoding a row, of any lengths
     * @return logits {@code [batch][classes]}, which may hold NaN or infinities
     * @throws ClassifierException if the model failed; no row has a result then
     */
    float[][] logits(List<Encoding> batch) throws ClassifierException;

    /** Frees the model. No call may be under way. */
    @Override
    void close();
}
