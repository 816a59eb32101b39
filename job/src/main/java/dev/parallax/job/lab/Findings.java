package dev.parallax.job.lab;

import dev.parallax.train.lab.LabNetwork;
import dev.parallax.train.optimise.Loss;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Plain sentences that interpret the numbers of a report; names of metrics and networks are between backticks. */
final class Findings {

    private static final double ALIKE = 0.005;

    private final LabReport report;
    private final List<String> sentences = new ArrayList<>();

    private Findings(LabReport report) {
        this.report = report;
    }

    /** The sentences. */
    static List<String> of(LabReport report) {
        Findings findings = new Findings(report);
        findings.majority();
        findings.name();
        findings.twin();
        findings.gap();
        findings.losses();
        return List.copyOf(findings.sentences);
    }

    private void majority() {
        NetworkScores constant = report.constant();
        say(
                "'%s' is %.1f %% of the test rows: always predicting it scores `spark.f1` %s and `%s` %s.",
                report.majority(),
                100 * report.majorityShare(),
                FourDigits.of(constant.value("spark.f1")),
                report.otherName(),
                FourDigits.of(constant.value(report.otherName())));
    }

    /**
     * Adds a sentence on the network that separates the classes and has the largest difference between two F1 metrics.
     */
    private void name() {
        Optional<LabNetwork> widest = report.result().networks().stream()
                .filter(report::separatesClasses)
                .max(Comparator.comparingDouble(this::betweenNames));
        if (fitted(report.sparkNetwork())) {
            names("Spark's network", report.sparkNetwork());
        }
        if (widest.isPresent() && !widest.get().equals(report.sparkNetwork())) {
            names("The network that loses most by the name alone", widest.get());
        }
    }

    private double betweenNames(LabNetwork network) {
        NetworkScores test = report.test(network);
        return test.value("spark.f1") - test.value(report.otherName());
    }

    private void names(String which, LabNetwork network) {
        NetworkScores test = report.test(network);
        say(
                "%s, `%s`, scores `spark.f1` %s and `%s` %s for the same answers to the same rows.",
                which, network.name(), test.value("spark.f1"), report.otherName(), test.value(report.otherName()));
    }

    private void twin() {
        LabNetwork bad = report.questionNetwork();
        if (!fitted(bad)) {
            say("The question's network, `%s`, could not be fitted: %s", bad.name(), bad.failure());
            return;
        }
        NetworkScores test = report.test(bad);
        double guess = report.baselineLoss(bad.loss());
        double last = bad.losses().get(bad.losses().size() - 1);
        String learned = Double.isNaN(guess)
                ? ""
                : written(
                        " Its training loss went from %s to %s; giving every row the classes' shares has %s.",
                        bad.losses().get(0), last, guess);
        say(
                "The question's network, `%s`, %s: `spark.f1` %s, `%s` %s.%s",
                bad.name(),
                report.verdict(bad),
                test.value("spark.f1"),
                report.otherName(),
                test.value(report.otherName()),
                learned);
        if (fitted(report.sparkNetwork())) {
            NetworkScores good = report.test(report.sparkNetwork());
            say(
                    "By `spark.f1` Spark's network and the question's are %s apart, by `%s` %s.",
                    good.value("spark.f1") - test.value("spark.f1"),
                    report.otherName(),
                    good.value(report.otherName()) - test.value(report.otherName()));
        }
    }

    private void gap() {
        Decomposition gap = Decomposition.of(report);
        if (!gap.defined()) {
            say("The gap between the two cannot be decomposed, because a network between them could not be fitted.");
            return;
        }
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i < Decomposition.FACTORS.size(); i++) {
            parts.append(written(
                    "%s the %s %s",
                    i == 0 ? "" : i == Decomposition.FACTORS.size() - 1 ? " and" : ",",
                    Decomposition.FACTORS.get(i),
                    gap.parts().get(i)));
        }
        say(
                "From `spark.f1` %s of Spark's network to `%s` %s of the question's it is %s. Of that come from%s (each"
                        + " the mean over all orders of changing them).",
                gap.from(), report.otherName(), gap.to(), gap.gap(), parts);
    }

    private void losses() {
        double most = 0;
        for (LabNetwork network : report.result().networks()) {
            LabNetwork other = report.result().network(network.optimizer(), network.init(), Loss.LOG_LOSS);
            if (network.loss() == Loss.CROSS_ENTROPY && fitted(network) && fitted(other)) {
                double name = report.test(network).value(report.otherName());
                most = Math.max(most, Math.abs(name - report.test(other).value(report.otherName())));
            }
        }
        if (report.result().labels().size() == 2 && most <= ALIKE) {
            say(
                    "With two classes a log loss on softmax is the cross-entropy but for a small constant: "
                            + "networks that differ in"
                            + " it alone are at most %s apart by `%s`.",
                    most, report.otherName());
        } else {
            say("Networks that differ in the loss alone are at most %s apart by `%s`.", most, report.otherName());
        }
    }

    private static boolean fitted(LabNetwork network) {
        return network.failure().isEmpty();
    }

    private void say(String sentence, Object... values) {
        sentences.add(written(sentence, values));
    }

    /** Formats a sentence with numbers of four digits, except percentages. */
    private static String written(String sentence, Object... values) {
        Object[] texts = values.clone();
        for (int i = 0; i < texts.length; i++) {
            if (texts[i] instanceof Double number && !sentence.contains("%.1f")) {
                texts[i] = FourDigits.of(number);
            }
        }
        return String.format(Locale.ROOT, sentence, texts);
    }
}
