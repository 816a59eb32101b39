package dev.parallax.job.filereport.page;

import dev.parallax.job.filereport.candidate.Candidate;
import dev.parallax.job.filereport.code.ClassifierClass;
import dev.parallax.job.filereport.code.PythonCode;
import dev.parallax.job.filereport.code.ScalaCode;
import dev.parallax.job.filereport.count.OutcomeCounts;
import dev.parallax.job.filereport.count.Report;
import dev.parallax.job.filereport.page.Table.Column;
import java.util.List;

/**
 * The section on changes: every candidate with its remaining differences, best first, and the code of the best ones.
 */
final class CandidateSection {

    private static final int WITH_CODE = 6;

    private CandidateSection() {}

    static void write(Markup page, Report report) {
        if (report.candidates().isEmpty()) {
            return;
        }
        page.open("section", "aria-labelledby", "change").element("h2", "What to change", "id", "change");
        page.element(
                "p",
                "Each of these pipelines was run on every text. All changes are Spark NLP's own settings and "
                        + "stages; the best comes first.");
        Table table = Table.open(
                page,
                "Candidates and their remaining differences",
                Column.text("change"),
                Column.number("same label"),
                Column.number("label differs"),
                Column.number("no class"),
                Column.number("encoding differs"),
                Column.number("fixed"),
                Column.number("broken"));
        List<Report.RankedCandidate> ranked = report.ranked();
        for (Report.RankedCandidate one : ranked) {
            row(table, one.candidate().title(), one.counts().outcomes());
            table.count(one.counts().fixed()).count(one.counts().broken()).end();
        }
        row(table, report.asItIs().title(), report.tally().all());
        table.number(Numbers.NONE).number(Numbers.NONE).end();
        table.close();
        page.element(
                "p",
                "Fixed texts have Hugging Face's label with the change and not without; broken ones the other "
                        + "way round.",
                "class",
                "quiet");
        failures(page, ranked);
        page.element("h3", "The code");
        page.open("p", "class", "quiet")
                .text("Put the model's folder in place of ")
                .element("code", "MODEL_FOLDER");
        page.text(", or ").element("code", report.classifier().simpleName() + ".pretrained(…)");
        page.text(" in place of loading it. ").element("code", "data");
        page.text(" is a DataFrame with a column ")
                .element("code", "text")
                .text(".")
                .end();
        boolean first = true;
        for (Report.RankedCandidate one : ranked.stream().limit(WITH_CODE).toList()) {
            code(page, one.candidate(), report.classifier(), first);
            first = false;
        }
        page.end();
    }

    private static void row(Table table, String title, OutcomeCounts counts) {
        table.row(title)
                .number(Numbers.percent(counts.agreement()))
                .count(counts.disagreed())
                .count(counts.noClass())
                .count(counts.otherEncodings());
    }

    private static void failures(Markup page, List<Report.RankedCandidate> ranked) {
        for (Report.RankedCandidate one : ranked) {
            long failed =
                    one.counts().outcomes().texts() - one.counts().outcomes().compared();
            if (failed > 0) {
                page.open("p").element("b", one.candidate().title());
                page.text(" failed on " + Numbers.count(failed) + " of the texts, which its row leaves out.")
                        .end();
            }
        }
    }

    private static void code(Markup page, Candidate candidate, ClassifierClass classifier, boolean open) {
        if (open) {
            page.open("details", "open", "");
        } else {
            page.open("details");
        }
        page.element("summary", candidate.title());
        page.element("h4", "Scala");
        page.open("pre", "tabindex", "0")
                .open("code")
                .lines(ScalaCode.of(candidate, classifier))
                .close()
                .end();
        page.element("h4", "Python");
        page.open("pre", "tabindex", "0")
                .open("code")
                .lines(PythonCode.of(candidate, classifier))
                .close()
                .end();
        page.end();
    }
}
