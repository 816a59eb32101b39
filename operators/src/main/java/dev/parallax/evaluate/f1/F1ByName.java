package dev.parallax.evaluate.f1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every number that goes by the name of F1, from one matrix of counts, each to the last digit that its original gives:
 *
 * <ul>
 *   <li>{@code spark.f1}, {@code spark.accuracy}, {@code spark.weightedPrecision}, {@code spark.weightedRecall} and
 *       {@code spark.f1ByLabel.<label>}, which Spark's {@code MulticlassClassificationEvaluator} calls {@code f1}, …;
 *   <li>{@code sklearn.f1.binary}, {@code sklearn.f1.micro}, {@code sklearn.f1.macro} and {@code sklearn.f1.weighted}:
 *       scikit-learn's {@code f1_score} with that {@code average};
 *   <li>{@code tensorflow.f1.binary}: the positive class's, as it is written by hand from TensorFlow's counts;
 *   <li>{@code torchmetrics.f1.macro}: {@code MulticlassF1Score(average="macro")};
 *   <li>{@code keras.f1.macro}: {@code F1Score(average="macro")}.
 * </ul>
 *
 * <p><b>What is not defined.</b> The rule is one: a number that the original gives is given here, be it by convention
 * alone; where the original raises an error, or gives NaN, the value is NaN with the reason. So, where a denominator is
 * 0:
 *
 * <table>
 * <caption>By original</caption>
 * <tr><th>original</th><th>class neither actual nor predicted</th><th>class predicted only</th><th>no records</th></tr>
 * <tr><td>Spark</td><td>left out; its own F1 is undefined</td><td>left out; its own F1 is undefined</td>
 *     <td>0; accuracy undefined</td></tr>
 * <tr><td>scikit-learn</td><td>not a label; declared it counts as {@code zero_division}</td><td>0</td>
 *     <td>undefined: ValueError</td></tr>
 * <tr><td>TensorFlow, the positive class</td><td>undefined: NaN</td><td>undefined: NaN</td><td>undefined: NaN</td></tr>
 * <tr><td>TorchMetrics</td><td>left out</td><td>0</td><td>0</td></tr>
 * <tr><td>Keras</td><td>0</td><td>0</td><td>0</td></tr>
 * </table>
 *
 * <p>{@link #positive} names the class of the binary ones. {@code sklearn.f1.binary} is undefined where more than two
 * classes occur, or two of which none is the positive one: scikit-learn raises ValueError. {@code tensorflow.f1.binary}
 * is undefined for more than two classes, and wherever no text of the positive class was given it. Both are undefined
 * where no class is the positive one.
 *
 * <p><b>Digits.</b> Sums run over the classes in their order. scikit-learn's are added as NumPy adds them. Spark adds
 * in the order of a hash map, which is the classes' for up to four of them with Scala 2.13, and TorchMetrics and Keras
 * add float32 in an order that depends on the processor: from five classes on their last digit may be another.
 */
public final class F1ByName {

    /** Names of the numbers that there are once for all classes, in the order above. */
    public static final List<String> NAMES = List.of(
            "spark.f1",
            "spark.accuracy",
            "spark.weightedPrecision",
            "spark.weightedRecall",
            "sklearn.f1.binary",
            "sklearn.f1.micro",
            "sklearn.f1.macro",
            "sklearn.f1.weighted",
            "tensorflow.f1.binary",
            "torchmetrics.f1.macro",
            "keras.f1.macro");

    /** Prefix of the names of one class's numbers; the class follows. */
    public static final String BY_LABEL = "spark.f1ByLabel.";

    private F1ByName() {}

    /**
     * The class that {@code sklearn.f1.binary} and {@code tensorflow.f1.binary} are about: the one asked for, or what
     * scikit-learn's {@code pos_label=1} means: among names that are all numbers the one that equals 1; of {@code true}
     * and {@code false} the former; else the second of two.
     *
     * @return its name, or nothing for more than two classes of which none is asked for
     */
    public static Optional<String> positive(List<String> labels, F1Options options) {
        return Positive.name(labels, options.positive());
    }

    /**
     * All of them.
     *
     * @param counts rows are what the texts are, or what the reference says
     * @param labels names of the classes, {@code [classes]}, each once
     * @param options what the originals are called with
     * @return each name once, in the order above
     */
    public static List<MetricValue> of(ConfusionCounts counts, List<String> labels, F1Options options) {
        if (labels.size() != counts.classes()) {
            throw new IllegalArgumentException(
                    "There must be a name for each of the " + counts.classes() + " classes, not " + labels.size());
        }
        List<ClassCounts> classes = ClassCounts.of(counts);
        List<MetricValue> values = new ArrayList<>(labels.size() + 11);
        values.addAll(SparkF1.of(classes, labels));
        Positive positive = Positive.of(classes, labels, options.positive());
        values.addAll(SklearnF1.of(classes, positive, options));
        values.add(TensorflowF1.binary(classes.size(), positive));
        values.add(TorchmetricsF1.macro(classes));
        values.add(KerasF1.macro(classes));
        return values;
    }
}
