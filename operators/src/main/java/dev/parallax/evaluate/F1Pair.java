package dev.parallax.evaluate;

import dev.parallax.evaluate.f1.F1ByName;
import dev.parallax.evaluate.f1.MetricValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * F1 of one classifier against another or against labels, by every name of {@link F1ByName}: the numbers
 * {@code <prefix>.<name>}, what they are based on, which of them are gauges, and what they mean.
 */
public enum F1Pair {
    SHADOW_VS_PRIMARY(
            "f1.shadowVsPrimary",
            TextCount.COMPARED,
            true,
            Set.of("spark.f1", "sklearn.f1.macro"),
            figures -> figures.f1(figures.shadowVsPrimary()),
            "F1 of the shadow, with the model as the truth",
            "by the name that your other system uses: [score](score.md)"),
    PRIMARY_VS_LABELS(
            "f1.primaryVsLabels",
            TextCount.LABELLED,
            true,
            Set.of("spark.f1"),
            figures -> figures.f1(figures.primaryVsLabels()),
            "F1 of the model on the labelled texts",
            "with `labels.coverage`, because late labels are missing"),
    SHADOW_VS_LABELS(
            "f1.shadowVsLabels",
            TextCount.LABELLED,
            true,
            Set.of("spark.f1"),
            figures -> figures.f1(figures.shadowVsLabels()),
            "F1 of the shadow on the labelled texts",
            "with `labels.coverage`, because late labels are missing"),
    CONSTANT_VS_PRIMARY(
            "f1.constantVsPrimary",
            TextCount.COMPARED,
            false,
            Set.of(),
            figures -> figures.majorityOfPrimary().f1(),
            "F1 of a classifier that always gives the model's most frequent class",
            "an F1 close to it says little"),
    CONSTANT_VS_LABELS(
            "f1.constantVsLabels",
            TextCount.LABELLED,
            false,
            Set.of(),
            figures -> figures.majorityOfLabels().f1(),
            "F1 of a classifier that always gives the most frequent label",
            "an F1 close to it says little");

    private final String prefix;
    private final TextCount basis;
    private final boolean byLabel;

    @SuppressWarnings("ImmutableEnumChecker") // Made by Set.of.
    private final Set<String> gauges;

    @SuppressWarnings("ImmutableEnumChecker") // It holds no state.
    private final Function<WindowFigures, List<MetricValue>> computation;

    private final String meaning;
    private final String reading;

    F1Pair(
            String prefix,
            TextCount basis,
            boolean byLabel,
            Set<String> gauges,
            Function<WindowFigures, List<MetricValue>> computation,
            String meaning,
            String reading) {
        this.prefix = prefix;
        this.basis = basis;
        this.byLabel = byLabel;
        this.gauges = gauges;
        this.computation = computation;
        this.meaning = meaning;
        this.reading = reading;
    }

    /** The pair of a number of one class, {@code <prefix>.spark.f1ByLabel.<label>}; none for other names. */
    static Optional<F1Pair> ofLabel(String metric) {
        return Arrays.stream(values())
                .filter(pair -> pair.byLabel)
                .filter(pair -> {
                    String start = pair.prefix + "." + F1ByName.BY_LABEL;
                    return metric.startsWith(start) && metric.length() > start.length();
                })
                .findFirst();
    }

    /** The prefix of the names of its numbers. */
    public String prefix() {
        return prefix;
    }

    /** The count of texts that its numbers are based on. */
    public TextCount basis() {
        return basis;
    }

    /** Whether it has a number for each class too. */
    public boolean byLabel() {
        return byLabel;
    }

    /** Names of its numbers but for those of single classes. */
    public List<String> metrics() {
        return F1ByName.NAMES.stream().map(name -> prefix + "." + name).toList();
    }

    /** Those of them that are gauges. */
    public List<String> gauges() {
        return F1ByName.NAMES.stream()
                .filter(gauges::contains)
                .map(name -> prefix + "." + name)
                .toList();
    }

    /** The meaning of the numbers, one line of Markdown. */
    public String meaning() {
        return meaning;
    }

    /** The interpretation of the numbers, one line of Markdown. */
    public String reading() {
        return reading;
    }

    List<MetricValue> of(WindowFigures figures) {
        return computation.apply(figures).stream()
                .map(value -> value.below(prefix))
                .toList();
    }
}
