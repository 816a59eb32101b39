package dev.parallax.infer.batch;

import dev.parallax.encode.Encoding;
import java.util.List;

/** A model that scores batches of encoded texts. Implementations are safe for several threads until they are closed. */
public interface Classifier extends AutoCloseable {

    /**
     * Scores a batch.
     *
     * @param batch one encoding a row, of any lengths
     * @return the scores of each row, in the order of the batch
     * @throws ClassifierException if the model failed; no row has a result then
     */
    List<Scores> score(List<Encoding> batch) throws ClassifierException;

    /** Frees the model. No call may be under way. */
    @Override
    void close();
}
