package dev.parallax.job.optimize;

import dev.parallax.job.filereport.page.Markup;
import dev.parallax.job.filereport.page.PageFrame;
import dev.parallax.job.filereport.page.Table;
import dev.parallax.job.filereport.page.Table.Column;
import java.util.Locale;

/** A report as one self-contained HTML page. Texts are named by their lines and never shown. */
public final class OptimizationPage {

    private OptimizationPage() {}

    /** The page. */
    public static String of(OptimizationReport report) {
        Figures figures = new Figures(report);
        String precision = Figures.target(report.card());
        Markup page = PageFrame.open("A model rewritten for " + precision);
        page.open("header").element("h1", "A model rewritten for " + precision);
        page.element("p", report.verdict()).end();
        page.open("main");
        page.open("section", "aria-labelledby", "models").element("h2", "Source and rewritten model", "id", "models");
        Table table = Table.open(
                page,
                "Figures of both models",
                Column.text("figure"),
                Column.number(report.source().id().name()),
                Column.number("rewritten"));
        for (Figures.Row row : figures.rows()) {
            table.row(row.what()).number(row.source()).number(row.optimized()).end();
        }
        table.close();
        page.open("ul");
        figures.sentences().forEach(sentence -> page.open("li").text(sentence).end());
        page.end().end();
        flips(page, report);
        page.end().end().end();
        return page.html();
    }

    private static void flips(Markup page, OptimizationReport report) {
        if (report.labels().flips().isEmpty()) {
            return;
        }
        page.open("section", "aria-labelledby", "flips").element("h2", "Texts with another label", "id", "flips");
        Table table = Table.open(
                page,
                "By their lines in " + report.texts(),
                Column.text("line"),
                Column.number("margin of the source"),
                Column.text("source's label"),
                Column.text("rewritten model's label"));
        for (LabelComparison.Flip flip : report.labels().flips()) {
            table.row(String.valueOf(flip.line()))
                    .number(String.format(Locale.ROOT, "%.4f", flip.margin()))
                    .text(flip.from())
                    .text(flip.to())
                    .end();
        }
        table.close();
        page.end();
    }
}
