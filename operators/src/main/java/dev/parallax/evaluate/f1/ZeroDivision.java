package dev.parallax.evaluate.f1;

/**
 * The value of F1 in scikit-learn for a class that was neither predicted nor actual: its parameter
 * {@code zero_division}.
 */
public enum ZeroDivision {
    /** 0; scikit-learn warns. Its default. */
    WARN("warn", 0),
    /** 0. */
    ZERO("0", 0),
    /** 1. */
    ONE("1", 1),
    /** NaN; averages leave the class out. */
    NAN("nan", Double.NaN);

    private final String name;
    private final double value;

    ZeroDivision(String name, double value) {
        this.name = name;
        this.value = value;
    }

    double value() {
        return value;
    }

    /** As scikit-learn writes it. */
    @Override
    public String toString() {
        return name;
    }
}
