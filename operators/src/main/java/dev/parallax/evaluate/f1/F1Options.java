package dev.parallax.evaluate.f1;

import java.io.Serializable;

/**
 * The arguments of the original functions of {@link F1ByName}.
 *
 * @param positive name of the positive class: {@code pos_label} of scikit-learn, the class 1 of TensorFlow's function.
 *     Empty for the one that {@link F1ByName#positive} finds
 * @param declaredLabels whether scikit-learn's {@code labels} are all classes; if not they are those that occur, as
 *     actual or as predicted
 * @param zeroDivision scikit-learn's {@code zero_division}
 */
public record F1Options(String positive, boolean declaredLabels, ZeroDivision zeroDivision) implements Serializable {

    /** The defaults of the libraries. */
    public static final F1Options DEFAULT = new F1Options("", false, ZeroDivision.WARN);
}
