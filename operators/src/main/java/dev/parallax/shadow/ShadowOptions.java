package dev.parallax.shadow;

import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.encode.sparknlp.bert.ClassChoice;
import java.io.Serializable;
import java.time.Duration;

/**
 * How texts are compared with a Spark NLP pipeline.
 *
 * @param pipeline the pipeline
 * @param choice how the classes of a text's sentences become one answer
 * @param sampleRate share of the texts that are compared, 0 to 1; which ones is a matter of their ids alone
 * @param overload what happens to a text for which there is no room
 * @param capacity most texts that one operator has under way; Flink's own operator needs room for one more
 * @param maxWaiting most rows of the shadow that wait for the model in a process; a text of more rows waits alone
 * @param share part of the model's batches that the shadow may take while the primary's texts wait, from 0 to below 1
 * @param threads threads of one operator that read texts the Spark NLP way
 * @param timeout how long a comparison may take
 * @param maxCharacters UTF-16 units of a text that are looked at
 * @param attributionVariants most readings of a text that are run to find out why its answers differ; 0 for not finding
 *     out
 * @param diffPieces most pieces of either side that a comparison shows around the first difference; 0 for none
 */
public record ShadowOptions(
        SparkNlpPipeline pipeline,
        ClassChoice choice,
        double sampleRate,
        Overload overload,
        int capacity,
        int maxWaiting,
        double share,
        int threads,
        Duration timeout,
        int maxCharacters,
        int attributionVariants,
        int diffPieces)
        implements Serializable {

    /** What happens to a text for which there is no room. */
    public enum Overload {
        /** It is left out and counted: the primary goes on as if there were no shadow. */
        SHED,
        /** It waits, and the primary with it: for files, where every text is to be compared. */
        WAIT
    }

    private static final int MOST_PIECES = 2048;

    /** Checks the limits. */
    public ShadowOptions {
        require(sampleRate >= 0 && sampleRate <= 1, "sampleRate", sampleRate, "0 to 1");
        require(capacity >= 1, "capacity", capacity, "1 or more");
        require(maxWaiting >= 1, "maxWaiting", maxWaiting, "1 or more");
        require(share >= 0 && share < 1, "share", share, "from 0 to below 1");
        require(threads >= 1, "threads", threads, "1 or more");
        require(!timeout.isNegative() && !timeout.isZero(), "timeout", timeout, "longer than zero");
        require(maxCharacters >= 1, "maxCharacters", maxCharacters, "1 or more");
        require(attributionVariants >= 0, "attributionVariants", attributionVariants, "0 or more");
        require(diffPieces >= 0 && diffPieces <= MOST_PIECES, "diffPieces", diffPieces, "0 to " + MOST_PIECES);
    }

    private static void require(boolean right, String name, Object value, String expected) {
        if (!right) {
            throw new IllegalArgumentException("Shadow: " + name + " must be " + expected + ", not " + value);
        }
    }

    /**
     * A pipeline with what suits a stream: the first class, every text, shedding, 256 texts under way, 256 rows
     * waiting, half of the batches at most, one thread, 10 seconds, 10,000 characters, 16 variants, 24 pieces.
     */
    public static ShadowOptions of(SparkNlpPipeline pipeline) {
        return new ShadowOptions(
                pipeline,
                ClassChoice.FIRST,
                1,
                Overload.SHED,
                256,
                256,
                0.5,
                1,
                Duration.ofSeconds(10),
                10_000,
                16,
                24);
    }

    /** The same for another pipeline, of whose classes another choice makes one answer. */
    public ShadowOptions with(SparkNlpPipeline otherPipeline, ClassChoice otherChoice) {
        return new ShadowOptions(
                otherPipeline,
                otherChoice,
                sampleRate,
                overload,
                capacity,
                maxWaiting,
                share,
                threads,
                timeout,
                maxCharacters,
                attributionVariants,
                diffPieces);
    }

    /**
     * The same for an account of every text: none is left out for lack of room or time, and enough pieces are shown.
     *
     * @param patience least time that a comparison may take
     * @param pieces least number of pieces of either side that a comparison shows
     */
    public ShadowOptions complete(Duration patience, int pieces) {
        return new ShadowOptions(
                pipeline,
                choice,
                1,
                Overload.WAIT,
                capacity,
                maxWaiting,
                share,
                threads,
                timeout.compareTo(patience) < 0 ? patience : timeout,
                maxCharacters,
                attributionVariants,
                Math.max(diffPieces, pieces));
    }
}
