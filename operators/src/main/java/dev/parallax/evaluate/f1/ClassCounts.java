package dev.parallax.evaluate.f1;

import java.util.ArrayList;
import java.util.List;

/**
 * The counts of one class from which F1 is computed.
 *
 * @param truePositives texts of the class that were given it
 * @param predicted texts that were given it
 * @param support texts that are of it
 */
public record ClassCounts(long truePositives, long predicted, long support) {

    /** Counts of a class that was not counted. */
    static final ClassCounts NONE = new ClassCounts(0, 0, 0);

    /** Those of every class. */
    public static List<ClassCounts> of(ConfusionCounts counts) {
        List<ClassCounts> classes = new ArrayList<>(counts.classes());
        for (int i = 0; i < counts.classes(); i++) {
            classes.add(new ClassCounts(counts.count(i, i), counts.predicted(i), counts.support(i)));
        }
        return classes;
    }

    /** Texts that were given the class and are of another. */
    long falsePositives() {
        return predicted - truePositives;
    }

    /** Texts of the class that were given another. */
    long falseNegatives() {
        return support - truePositives;
    }

    /** Whether a text is of the class or was given it. */
    public boolean occurs() {
        return predicted + support > 0;
    }
}
