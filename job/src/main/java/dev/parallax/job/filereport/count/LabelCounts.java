package dev.parallax.job.filereport.count;

import java.io.Serializable;

/** Counts how often each side returns the true label. For one thread. */
public final class LabelCounts implements Serializable {

    private long bothRight;
    private long onlyHuggingFaceRight;
    private long onlySparkNlpRight;
    private long bothWrong;
    private long unknown;

    /** Counts a text with results of both sides. */
    void add(boolean huggingFaceRight, boolean sparkNlpRight) {
        if (huggingFaceRight && sparkNlpRight) {
            bothRight++;
        } else if (huggingFaceRight) {
            onlyHuggingFaceRight++;
        } else if (sparkNlpRight) {
            onlySparkNlpRight++;
        } else {
            bothWrong++;
        }
    }

    /** Counts a text whose true label the model does not have. */
    void addUnknown() {
        unknown++;
    }

    /** Compared texts whose true label the model has. */
    public long texts() {
        return bothRight + onlyHuggingFaceRight + onlySparkNlpRight + bothWrong;
    }

    /** Compared texts whose true label the model does not have, so that neither side can be correct. */
    public long unknown() {
        return unknown;
    }

    /** Share of texts for which Hugging Face is correct. */
    public Share huggingFace() {
        return new Share(bothRight + onlyHuggingFaceRight, texts());
    }

    /** Share of texts for which Spark NLP is correct; no class counts as incorrect. */
    public Share sparkNlp() {
        return new Share(bothRight + onlySparkNlpRight, texts());
    }

    /** Texts for which only Hugging Face is correct. */
    public long onlyHuggingFace() {
        return onlyHuggingFaceRight;
    }

    /** Texts for which only Spark NLP is correct. */
    public long onlySparkNlp() {
        return onlySparkNlpRight;
    }
}
