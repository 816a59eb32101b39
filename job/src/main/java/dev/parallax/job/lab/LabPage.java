package dev.parallax.job.lab;

import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.job.filereport.page.Markup;
import dev.parallax.job.filereport.page.PageFrame;
import dev.parallax.job.filereport.page.Table;
import dev.parallax.job.filereport.page.Table.Column;
import dev.parallax.train.lab.LabNetwork;
import dev.parallax.train.perceptron.PerceptronOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A lab's report as one self-contained HTML page. The same report always has the same bytes. */
public final class LabPage {

    private static final String NONE = "–";

    private LabPage() {}

    /** The page. */
    public static String of(LabReport report) {
        Markup page = PageFrame.open(
                "One network, many F1s: " + report.request().data().getFileName());
        header(page, report);
        page.open("main");
        findings(page, report);
        overview(page, report);
        gap(page, report);
        networks(page, report);
        page.end().end().end();
        return page.html();
    }

    private static void header(Markup page, LabReport report) {
        PerceptronOptions options = report.request().options();
        page.open("header").element("h1", "One network, many F1s");
        page.open("p").text("A perceptron of the layers ");
        page.element("code", layers(report)).text(" on the ");
        page.element("code", report.request().pooling().toString()).text(" vectors of ");
        page.foreign(report.request().encoder().name());
        page.text(report.request().projection().isPresent() ? ", projected at random," : "");
        page.text(" fitted with every optimizer, initialization and loss to ")
                .foreign(String.valueOf(report.request().data().getFileName()));
        page.text(String.format(
                        Locale.ROOT,
                        ": up to %d steps of L-BFGS, or %d passes of plain gradient descent, batch %d, rate %s; "
                                + "class weight %s,"
                                + " seed %d.",
                        options.iterations(),
                        options.iterations(),
                        options.batch(),
                        options.rate(),
                        options.classWeight(),
                        options.seed()))
                .end();
        page.open("p").text("Tested on ");
        if (report.request().test().isPresent()) {
            page.foreign(String.valueOf(report.request().test().get().getFileName()));
        } else {
            page.text("a fifth of each class, held out");
        }
        page.text(".");
        if (!report.positive().isEmpty()) {
            page.text(" The positive class is ").foreign(report.positive()).text(".");
        }
        page.end().end();
    }

    private static String layers(LabReport report) {
        return String.join(
                "–", report.result().layers().stream().map(String::valueOf).toList());
    }

    private static void findings(Markup page, LabReport report) {
        page.open("section", "aria-labelledby", "says").element("h2", "What the numbers say", "id", "says");
        page.open("ul");
        Findings.of(report)
                .forEach(sentence -> page.open("li").sentence(sentence).end());
        page.end().end();
    }

    private static void overview(Markup page, LabReport report) {
        page.open("section", "aria-labelledby", "networks").element("h2", "All networks", "id", "networks");
        Table table = Table.open(
                page,
                "F1 of each network by two names",
                Column.text("optimizer / start / loss"),
                Column.number("loss at start"),
                Column.number("loss at end"),
                Column.number("train: spark.f1"),
                Column.number("train: " + report.otherName()),
                Column.number("test: spark.f1"),
                Column.number("test: " + report.otherName()),
                Column.text("on the test rows"));
        for (LabNetwork network : report.result().networks()) {
            table.row(network.name());
            if (network.failure().isEmpty()) {
                table.number(FourDigits.of(network.losses().get(0)));
                table.number(FourDigits.of(network.losses().get(network.losses().size() - 1)));
                table.number(FourDigits.of(report.train(network).value("spark.f1")));
                table.number(FourDigits.of(report.train(network).value(report.otherName())));
                table.number(FourDigits.of(report.test(network).value("spark.f1")));
                table.number(FourDigits.of(report.test(network).value(report.otherName())));
                table.text(report.verdict(network)).end();
            } else {
                for (int i = 0; i < 6; i++) {
                    table.number(NONE);
                }
                table.text(network.failure()).end();
            }
        }
        table.row("always " + report.majority())
                .number(NONE)
                .number(NONE)
                .number(NONE)
                .number(NONE);
        table.number(FourDigits.of(report.constant().value("spark.f1")));
        table.number(FourDigits.of(report.constant().value(report.otherName())));
        table.text("the constant classifier").end();
        table.close();
        page.end();
    }

    private static void gap(Markup page, LabReport report) {
        Decomposition gap = Decomposition.of(report);
        if (!gap.defined()) {
            return;
        }
        page.open("section", "aria-labelledby", "gap").element("h2", "Where the gap comes from", "id", "gap");
        Table table = Table.open(
                page,
                "From spark.f1 of Spark's network to " + report.otherName() + " of the question's",
                Column.text("what changes"),
                Column.number("takes away"));
        table.row("spark.f1 of Spark's network")
                .number(FourDigits.of(gap.from()))
                .end();
        for (int i = 0; i < Decomposition.FACTORS.size(); i++) {
            table.row("the " + Decomposition.FACTORS.get(i))
                    .number(FourDigits.of(-gap.parts().get(i)))
                    .end();
        }
        table.row(report.otherName() + " of the question's network")
                .number(FourDigits.of(gap.to()))
                .end();
        table.close();
        page.element(
                "p",
                "Each number is the mean effect of its change over all orders in which the four can be changed "
                        + "(the Shapley value).",
                "class",
                "quiet");
        page.end();
    }

    private static void networks(Markup page, LabReport report) {
        page.open("section", "aria-labelledby", "each").element("h2", "Each network", "id", "each");
        for (LabNetwork network : report.result().networks()) {
            if (network.failure().isEmpty()) {
                page.open("details").open("summary").element("code", network.name());
                page.text(": ").text(report.verdict(network)).end();
                LossCurve.write(page, network);
                confusion(page, "Training rows", report.train(network));
                confusion(page, "Test rows", report.test(network));
                names(page, report.train(network), report.test(network));
                page.end();
            }
        }
        page.end();
    }

    private static void confusion(Markup page, String caption, NetworkScores scored) {
        List<Column> columns = new ArrayList<>(List.of(Column.text("is")));
        scored.labels().forEach(label -> columns.add(Column.number("answered: " + label)));
        Table table = Table.open(page, caption, columns.toArray(new Column[0]));
        for (int actual = 0; actual < scored.labels().size(); actual++) {
            table.row(scored.labels().get(actual));
            for (int answered = 0; answered < scored.labels().size(); answered++) {
                table.count(scored.counts().count(actual, answered));
            }
            table.end();
        }
        table.close();
    }

    private static void names(Markup page, NetworkScores train, NetworkScores test) {
        Table table = Table.open(
                page, "By every name", Column.text("name"), Column.number("training rows"), Column.number("test rows"));
        List<MetricValue> trained = train.values();
        List<MetricValue> tested = test.values();
        for (int i = 0; i < trained.size(); i++) {
            table.row(trained.get(i).name());
            table.number(FourDigits.of(trained.get(i).value()));
            table.number(FourDigits.of(tested.get(i).value())).end();
        }
        table.close();
    }
}
