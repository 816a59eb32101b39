package dev.parallax.job.report;

import java.io.Serializable;

/** How often either side gives the label that the input says is right. For one thread. */
final class LabelCounts implements Serializable {

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
    long texts() {
        return bothRight + onlyHuggingFaceRight + onlySparkNlpRight + bothWrong;
    }

    /** Compared texts with a label that the model does not have: neither side can be right. */
    long unknown() {
        return unknown;
    }

    /** Share of texts that Hugging Face is right about. */
    Share huggingFace() {
        return new Share(bothRight + onlyHuggingFaceRight, texts());
    }

    /** Share of texts that Spark NLP is right about; no class is not right. */
    Share sparkNlp() {
        return new Share(bothRight + onlySparkNlpRight, texts());
    }

    /** Texts that only Hugging Face is right about. */
    long onlyHuggingFace() {
        return onlyHuggingFaceRight;
    }

    /** Texts that only Spark NLP is right about. */
    long onlySparkNlp() {
        return onlySparkNlpRight;
    }
}
