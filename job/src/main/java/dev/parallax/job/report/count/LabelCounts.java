package dev.parallax.job.report.count;

import java.io.Serializable;

/** How often either side gives the label that the input says is right. For one thread. */
public final class LabelCounts implements Serializable {

    private long bothRight;
    private long onlyHuggingFaceRight;
    private long onlySparkNlpRight;
    private long bothWrong;
    private long unknown;

    /** Counts a text that both sides were run on. */
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

    /** Counts a text whose label is none of the model's. */
    void addUnknown() {
        unknown++;
    }

    /** Compared texts with one of the model's labels. */
    public long texts() {
        return bothRight + onlyHuggingFaceRight + onlySparkNlpRight + bothWrong;
    }

    /** Compared texts with a label that the model does not have: neither side can be right. */
    public long unknown() {
        return unknown;
    }

    /** Share of texts that Hugging Face is right about. */
    public Share huggingFace() {
        return new Share(bothRight + onlyHuggingFaceRight, texts());
    }

    /** Share of texts that Spark NLP is right about; no class is not right. */
    public Share sparkNlp() {
        return new Share(bothRight + onlySparkNlpRight, texts());
    }

    /** Texts that only Hugging Face is right about. */
    public long onlyHuggingFace() {
        return onlyHuggingFaceRight;
    }

    /** Texts that only Spark NLP is right about. */
    public long onlySparkNlp() {
        return onlySparkNlpRight;
    }
}
