package dev.parallax.job.lab;

import dev.parallax.train.lab.LabNetwork;
import java.util.List;
import java.util.Locale;

/** A lab's report as text for a terminal. */
public final class LabText {

    private LabText() {}

    /** The table and the findings. */
    public static String of(LabReport report) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%-44s %9s %9s %9s %9s %9s  %s%n",
                "layers " + report.result().layers(),
                "loss",
                "train",
                "train",
                "test",
                "test",
                ""));
        text.append(String.format(
                Locale.ROOT,
                "%-44s %9s %9s %9s %9s %9s%n",
                "network",
                "at end",
                "spark.f1",
                shortName(report),
                "spark.f1",
                shortName(report)));
        for (LabNetwork network : report.result().networks()) {
            text.append(line(report, network));
        }
        text.append(String.format(
                Locale.ROOT,
                "%-44s %9s %9s %9s %9s %9s%n%n",
                "always '" + report.majority() + "'",
                "",
                "",
                "",
                FourDigits.of(report.constant().value("spark.f1")),
                FourDigits.of(report.constant().value(report.otherName()))));
        if (!report.positive().isEmpty()) {
            text.append("The positive class is '")
                    .append(report.positive())
                    .append("'.")
                    .append(System.lineSeparator());
        }
        for (String sentence : Findings.of(report)) {
            text.append(sentence.replace("`", "")).append(System.lineSeparator());
        }
        return text.toString();
    }

    private static String shortName(LabReport report) {
        return report.otherName().substring(report.otherName().lastIndexOf('.') + 1);
    }

    private static String line(LabReport report, LabNetwork network) {
        if (!network.failure().isEmpty()) {
            return String.format(Locale.ROOT, "%-44s could not be fitted: %s%n", network.name(), network.failure());
        }
        List<Double> losses = network.losses();
        NetworkScores train = report.train(network);
        NetworkScores test = report.test(network);
        return String.format(
                Locale.ROOT,
                "%-44s %9s %9s %9s %9s %9s  %s%n",
                network.name(),
                FourDigits.of(losses.get(losses.size() - 1)),
                FourDigits.of(train.value("spark.f1")),
                FourDigits.of(train.value(report.otherName())),
                FourDigits.of(test.value("spark.f1")),
                FourDigits.of(test.value(report.otherName())),
                report.verdict(network));
    }
}
