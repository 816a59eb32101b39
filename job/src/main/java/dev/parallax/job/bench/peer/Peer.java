package dev.parallax.job.bench.peer;

import java.util.List;

/** Another program that classifies texts with the same model, in a separate process. For one thread. */
public interface Peer extends AutoCloseable {

    /** The program with its version, and how it is set up. */
    String description();

    /**
     * Classifies texts.
     *
     * @return the label of each text, in their order; empty where the program gives none
     * @throws PeerException if it fails
     */
    List<String> labels(List<String> texts) throws PeerException, InterruptedException;

    /**
     * Measures one pass over texts, after what the program needs to be warm.
     *
     * @param texts sorted by length, so that a batch has little padding
     * @return texts a second
     * @throws PeerException if it fails
     */
    double perSecond(List<String> texts) throws PeerException, InterruptedException;

    /** Ends the process. */
    @Override
    void close();
}
