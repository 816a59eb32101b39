package dev.parallax.infer;

import dev.parallax.infer.model.ModelId;

/** The names of a model's classes, and the rule that makes a prediction of logits. Immutable. */
final class Labels {

    private final String[] names;
    private final ModelId model;

    Labels(String[] names, ModelId model) {
        this.names = names;
        this.model = model;
    }

    /**
     * Makes the prediction: the class of the largest logit, of equal ones the first, with the softmax of all.
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

    /** Thrown where a model gives a logit that is NaN or infinite. */
    static final class NonFiniteLogitsException extends Exception {
        NonFiniteLogitsException(String label, float logit) {
            super("The logit of class '" + label + "' is " + logit, null, false, false);
        }
    }
}
