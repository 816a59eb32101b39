package dev.parallax.infer.batch;

/** Says that a batcher closed before a text had its turn. */
public final class BatcherClosedException extends Exception {

    BatcherClosedException() {
        super("The batcher closed before the text had its turn");
    }
}
