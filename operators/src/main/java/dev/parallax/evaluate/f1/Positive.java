package dev.parallax.evaluate.f1;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The positive class of binary F1.
 *
 * @param name its name for display; empty without a positive class
 * @param counts its counts, 0 where it is none of the classes
 */
record Positive(Optional<String> name, ClassCounts counts) {

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(?:\\.\\d{1,30})?");
    private static final String ONE = "1";
    private static final String TRUE = "true";
    private static final String FALSE = "false";

    /**
     * Finds it.
     *
     * @param classes counts of the classes
     * @param labels their names
     * @param asked its name; empty for the one that {@link #name(List, String)} has
     */
    static Positive of(List<ClassCounts> classes, List<String> labels, String asked) {
        Optional<String> name = name(labels, asked);
        int index = name.map(labels::indexOf).orElse(-1);
        return new Positive(name, index < 0 ? ClassCounts.NONE : classes.get(index));
    }

    /**
     * Its name. Where none is asked for, it is what {@code pos_label=1} of scikit-learn's {@code f1_score} means: among
     * numbers the one that equals 1, whether it occurs or not; of {@code false} and {@code true} the latter; else the
     * second of two, which {@code LabelEncoder} numbers 1 where they are sorted. More than two have none, nor has a
     * lone one that is no number.
     */
    static Optional<String> name(List<String> labels, String asked) {
        if (!asked.isEmpty()) {
            return Optional.of(asked);
        }
        if (labels.isEmpty() || labels.size() > 2) {
            return Optional.empty();
        }
        if (labels.stream().allMatch(label -> NUMBER.matcher(label).matches())) {
            return Optional.of(labels.stream()
                    .filter(label -> new BigDecimal(label).compareTo(BigDecimal.ONE) == 0)
                    .findFirst()
                    .orElse(ONE));
        }
        if (labels.size() == 1) {
            return Optional.empty();
        }
        String first = labels.get(0);
        return first.toLowerCase(Locale.ROOT).equals(TRUE)
                        && labels.get(1).toLowerCase(Locale.ROOT).equals(FALSE)
                ? Optional.of(first)
                : Optional.of(labels.get(1));
    }

    /** Whether there is one. */
    boolean named() {
        return name.isPresent();
    }
}
