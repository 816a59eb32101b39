package dev.parallax.train.data;

/** Hears how far a long piece of work has come. Called on the thread that does the work. */
@FunctionalInterface
public interface Progress {

    /** Listens to nothing. */
    Progress NONE = (stage, done, total) -> {};

    /**
     * Says how far one stage has come.
     *
     * @param stage what is being done, in a few words
     * @param done units of work finished, at least 1 and at most {@code total}
     * @param total units of work of this stage
     */
    void advanced(String stage, int done, int total);

    /**
     * Says what about the input is likely not meant so. Does nothing unless it is overridden.
     *
     * @param sentence for a human
     */
    default void noticed(String sentence) {}
}
