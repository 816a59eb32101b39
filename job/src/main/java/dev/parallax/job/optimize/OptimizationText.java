package dev.parallax.job.optimize;

import java.util.List;
import java.util.Locale;

/** A report as Markdown. Texts are named by their lines and never shown. */
public final class OptimizationText {

    private static final int MOST_FLIPS = 10;

    private OptimizationText() {}

    /** The report. */
    public static String of(OptimizationReport report) {
        Figures figures = new Figures(report);
        StringBuilder text = new StringBuilder();
        text.append("| | ").append(report.source().id().name()).append(" | rewritten for ");
        text.append(Figures.target(report.card())).append(" |\n| --- | ---: | ---: |\n");
        for (Figures.Row row : figures.rows()) {
            text.append("| ").append(row.what()).append(" | ").append(row.source());
            text.append(" | ").append(row.optimized()).append(" |\n");
        }
        text.append('\n');
        figures.sentences()
                .forEach(sentence -> text.append("- ").append(sentence).append('\n'));
        flips(text, report.labels().flips());
        return text.append('\n').append(report.verdict()).append('\n').toString();
    }

    private static void flips(StringBuilder text, List<LabelComparison.Flip> flips) {
        if (flips.isEmpty()) {
            return;
        }
        text.append("\n| line | margin | source's label | rewritten model's label |\n| ---: | ---: | --- | --- |\n");
        for (LabelComparison.Flip flip : flips.subList(0, Math.min(MOST_FLIPS, flips.size()))) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %d | %.4f | %s | %s |%n",
                    flip.line(),
                    flip.margin(),
                    cell(flip.from()),
                    cell(flip.to())));
        }
        if (flips.size() > MOST_FLIPS) {
            text.append(String.format(
                    Locale.ROOT,
                    "%nThese are the %d with the largest margins; --report has all %d.%n",
                    MOST_FLIPS,
                    flips.size()));
        }
    }

    /** The name of a class in a cell of a table. */
    private static String cell(String name) {
        return name.replace("|", "\\|");
    }
}
