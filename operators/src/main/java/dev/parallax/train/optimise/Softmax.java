package dev.parallax.train.optimise;

/** The softmax function, which turns logits into probabilities. */
public final class Softmax {

    private Softmax() {}

    /**
     * Replaces logits by {@code exp(s_c) / Σ exp(s)}, without overflow.
     *
     * @return {@code log Σ exp(s)} of the logits
     */
    public static double inPlace(double[] scores) {
        double max = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            max = Math.max(max, score);
        }
        double sum = 0;
        for (int c = 0; c < scores.length; c++) {
            scores[c] = Math.exp(scores[c] - max);
            sum += scores[c];
        }
        for (int c = 0; c < scores.length; c++) {
            scores[c] /= sum;
        }
        return max + Math.log(sum);
    }
}
