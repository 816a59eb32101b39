package dev.parallax.train.optimise;

import java.util.Locale;

/** The loss function of one row: a function of the softmax {@code p} of its logits and of its true class {@code y}. */
public enum Loss {
    /** {@code -log p_y}: the usual loss for softmax, and Spark's. */
    CROSS_ENTROPY {
        @Override
        public double of(double[] logits, int truth) {
            double score = logits[truth];
            double loss = Softmax.inPlace(logits) - score;
            logits[truth] -= 1;
            return loss;
        }
    },
    /**
     * The mean over the classes of {@code -t_c log(p_c + ε) - (1 - t_c) log(1 - p_c + ε)} with {@code t} 1 for the
     * truth, else 0, and {@code ε = 1e-7}: TensorFlow's {@code tf.compat.v1.losses.log_loss}, which is meant for
     * independent outputs. With two classes it is {@code -log(p_y + ε)}, which is nearly the cross-entropy.
     */
    LOG_LOSS {
        @Override
        public double of(double[] logits, int truth) {
            Softmax.inPlace(logits);
            double[] slopes = new double[logits.length];
            double loss = 0;
            double mean = 0;
            for (int c = 0; c < logits.length; c++) {
                double share = c == truth ? logits[c] + EPSILON : 1 - logits[c] + EPSILON;
                loss -= Math.log(share) / logits.length;
                slopes[c] = (c == truth ? -1 : 1) / share / logits.length;
                mean += logits[c] * slopes[c];
            }
            for (int c = 0; c < logits.length; c++) {
                logits[c] *= slopes[c] - mean;
            }
            return loss;
        }
    };

    private static final double EPSILON = 1e-7;

    /**
     * The loss of one row.
     *
     * @param logits {@code [classes]}; overwritten with the partial derivatives of the loss
     * @param truth the row's class
     */
    public abstract double of(double[] logits, int truth);

    /** The name on the command line and in cards. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
