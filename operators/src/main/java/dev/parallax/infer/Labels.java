package dev.parallax.infer;

import dev.parallax.infer.model.ModelId;

/** Turns a model's logits into its answer. Immutable and safe for several threads. */
final class Labels {

    private final String[] names;
    private final ModelId model;

    Labels(String[] names, ModelId model) {
        this.names = names;
        this.model = model;
    }

    /** Number of classes. */
    int count() {
        return names.length;
    }

    /**
     * The class of the largest logit, with the softmax of all.
     *
     * @param logits {@code [classes]}
     * @throws NonFiniteLogitsException if one of them is NaN or infinite
     */
    Prediction prediction(float[] logits) throws NonFiniteLogitsException {
        int best = 0;
        for (int i = 0; i < logits.length; i++) {
            if (!Float.isFinite(logits[i])) {
                throw new NonFiniteLogitsException(names[i], logits[i]);
            }
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        float[] probabilities = Prediction.softmax(logits);
        return new Prediction(names[best], probabilities[best], names, probabilities, logits, model);
    }

    /** Says that a model answered with something that is no number. */
    static final class NonFiniteLogitsException extends Exception {
        NonFiniteLogitsException(String label, float logit) {
            super("The logit of class '" + label + "' is " + logit, null, false, false);
        }
    }
}
