package dev.parallax.infer.batch;

/** Failure of a text whose batcher closed before a batch took it. */
public final class BatcherClosedException extends Exception {

    BatcherClosedException() {
        super("The batcher closed before the text had its turn");
    }
}
