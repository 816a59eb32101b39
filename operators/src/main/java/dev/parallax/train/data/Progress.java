package dev.parallax.train.data;

/** A listener for the progress of a long computation. It is called on the thread of the computation. */
@FunctionalInterface
public interface Progress {

    /** A listener that does nothing. */
    Progress NONE = (stage, done, total) -> {};

    /**
     * Called when a part of a stage is done.
     *
     * @param stage name of the stage, a few words
     * @param done units of work finished, at least 1 and at most {@code total}
     * @param total units of work of this stage
     */
    void advanced(String stage, int done, int total);

    /**
     * Called with a warning about the input. Does nothing by default.
     *
     * @param sentence the warning, for the user
     */
    default void noticed(String sentence) {}
}
