package dev.parallax.job.filereport.page;

import dev.parallax.job.filereport.count.LabelCounts;
import dev.parallax.job.filereport.count.Lengths;
import dev.parallax.job.filereport.count.OutcomeCounts;
import dev.parallax.job.filereport.count.Report;
import dev.parallax.job.filereport.count.Share;
import dev.parallax.job.filereport.count.Tally;
import dev.parallax.job.filereport.page.Table.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The section with tables of different labels by class and by length, the confusion matrix of both sides, and how often
 * each is correct.
 */
final class TableSection {

    /** Largest number of classes for which the matrix is shown. */
    private static final int MOST_CLASSES = 12;

    private static final int MOST_ROWS = 30;

    private TableSection() {}

    static void write(Markup page, Report report) {
        Tally tally = report.tally();
        page.open("section", "aria-labelledby", "where").element("h2", "Where labels flip", "id", "where");
        byClass(page, tally);
        groups(page, "By length in tokens", "tokens", Lengths.names(), tally.byLength());
        if (tally.labels().size() <= MOST_CLASSES) {
            matrix(page, tally);
        } else {
            pairs(page, tally);
        }
        if (tally.truth().texts() + tally.truth().unknown() > 0) {
            accuracy(page, tally.truth());
        }
        page.end();
    }

    private static void byClass(Markup page, Tally tally) {
        List<Integer> order = IntStream.range(0, tally.labels().size())
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(
                                label -> tally.byLabel().get(label).flipped())
                        .reversed())
                .filter(label -> tally.byLabel().get(label).compared() > 0)
                .toList();
        List<Integer> shown = order.subList(0, Math.min(MOST_ROWS, order.size()));
        groups(
                page,
                "By Hugging Face's label"
                        + (shown.size() < order.size() ? ", the " + MOST_ROWS + " of most flips" : ""),
                "label",
                shown.stream().map(tally.labels()::get).toList(),
                shown.stream().map(tally.byLabel()::get).toList());
    }

    private static void groups(
            Markup page, String caption, String head, List<String> names, List<OutcomeCounts> groups) {
        Table table = Table.open(
                page,
                caption,
                Column.text(head),
                Column.number("texts"),
                Column.number("same label"),
                Column.number("95 % interval"),
                Column.number("label differs"),
                Column.number("no class"),
                Column.number("same token ids"));
        for (int i = 0; i < names.size(); i++) {
            OutcomeCounts counts = groups.get(i);
            if (counts.compared() > 0) {
                table.row(names.get(i))
                        .count(counts.compared())
                        .number(Numbers.percent(counts.agreement()))
                        .number(Numbers.interval(counts.agreement()))
                        .count(counts.disagreed())
                        .count(counts.noClass())
                        .number(Numbers.percent(new Share(counts.sameEncodings(), counts.compared())))
                        .end();
            }
        }
        table.close();
    }

    private static void matrix(Markup page, Tally tally) {
        List<Column> columns = new ArrayList<>(List.of(Column.text("Hugging Face")));
        tally.labels().forEach(label -> columns.add(Column.number("Spark NLP: " + label)));
        columns.add(Column.number("Spark NLP: " + Report.noClass()));
        Table table = Table.open(page, "Both sides' labels", columns.toArray(new Column[0]));
        long[][] confusion = tally.confusion();
        for (int primary = 0; primary < confusion.length; primary++) {
            table.row(tally.labels().get(primary));
            for (long count : confusion[primary]) {
                table.count(count);
            }
            table.end();
        }
        table.close();
    }

    private record LabelChange(String huggingFace, String sparkNlp, long texts) {}

    private static void pairs(Markup page, Tally tally) {
        long[][] confusion = tally.confusion();
        List<LabelChange> pairs = new ArrayList<>();
        for (int primary = 0; primary < confusion.length; primary++) {
            for (int shadow = 0; shadow < confusion[primary].length; shadow++) {
                if (primary != shadow && confusion[primary][shadow] > 0) {
                    pairs.add(new LabelChange(
                            tally.labels().get(primary),
                            shadow < tally.labels().size() ? tally.labels().get(shadow) : Report.noClass(),
                            confusion[primary][shadow]));
                }
            }
        }
        pairs.sort(Comparator.comparingLong(LabelChange::texts).reversed());
        Table table = Table.open(
                page,
                "Labels that differ, the " + MOST_ROWS + " most frequent pairs",
                Column.text("Hugging Face"),
                Column.text("Spark NLP"),
                Column.number("texts"));
        for (LabelChange pair : pairs.subList(0, Math.min(MOST_ROWS, pairs.size()))) {
            table.row(pair.huggingFace).text(pair.sparkNlp).count(pair.texts).end();
        }
        table.close();
    }

    private static void accuracy(Markup page, LabelCounts truth) {
        Table table = Table.open(
                page,
                "Against the input's labels",
                Column.text("side"),
                Column.number("right"),
                Column.number("95 % interval"),
                Column.number("right alone"));
        table.row("Hugging Face")
                .number(Numbers.percent(truth.huggingFace()))
                .number(Numbers.interval(truth.huggingFace()))
                .count(truth.onlyHuggingFace())
                .end();
        table.row("Spark NLP")
                .number(Numbers.percent(truth.sparkNlp()))
                .number(Numbers.interval(truth.sparkNlp()))
                .count(truth.onlySparkNlp())
                .end();
        table.close();
        page.element(
                "p",
                Numbers.count(truth.texts()) + " texts have one of the model's labels, "
                        + Numbers.count(truth.unknown()) + " another one.",
                "class",
                "quiet");
    }
}
