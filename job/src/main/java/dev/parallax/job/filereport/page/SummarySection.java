package dev.parallax.job.filereport.page;

import dev.parallax.job.filereport.count.LabelCounts;
import dev.parallax.job.filereport.count.OutcomeCounts;
import dev.parallax.job.filereport.count.Report;
import dev.parallax.job.filereport.count.Share;
import dev.parallax.shadow.Comparison.Outcome;
import java.util.List;

/** The section with the main result in a few numbers. */
final class SummarySection {

    private SummarySection() {}

    static void write(Markup page, Report report) {
        OutcomeCounts all = report.tally().all();
        page.open("section", "aria-labelledby", "agreement").element("h2", "Agreement", "id", "agreement");
        page.open("p", "class", "answer").element("strong", Numbers.percent(all.agreement()));
        page.text(" of ")
                .text(texts(all.compared()))
                .text(" get the same label.")
                .end();
        page.open("dl", "class", "facts");
        fact(page, "95 % interval", Numbers.interval(all.agreement()));
        fact(page, "another label", Numbers.count(all.disagreed()));
        fact(page, "no class", Numbers.count(all.noClass()));
        fact(
                page,
                "same token ids",
                Numbers.percent(new Share(all.sameEncodings(), all.compared())) + " ("
                        + Numbers.count(all.sameEncodings()) + ")");
        if (all.of(Outcome.FAILED) + all.of(Outcome.SKIPPED) > 0) {
            fact(page, "not compared", Numbers.count(all.of(Outcome.FAILED) + all.of(Outcome.SKIPPED)));
        }
        fact(page, "dead letters", deadLetters(report));
        if (report.tally().capped() > 0) {
            fact(
                    page,
                    "compared by their beginning only",
                    Numbers.count(report.tally().capped()));
        }
        accuracy(page, report.tally().truth());
        page.end();
        best(page, report);
        page.end();
    }

    private static String texts(long number) {
        return Numbers.count(number) + (number == 1 ? " text" : " texts");
    }

    private static String deadLetters(Report report) {
        if (report.deadLetters().isEmpty()) {
            return "0";
        }
        List<String> reasons = report.deadLetters().entrySet().stream()
                .map(entry -> entry.getKey() + " " + Numbers.count(entry.getValue()))
                .toList();
        return Numbers.count(report.allDeadLetters()) + " (" + String.join(", ", reasons) + ")";
    }

    private static void accuracy(Markup page, LabelCounts truth) {
        if (truth.texts() > 0) {
            fact(page, "Hugging Face right", Numbers.percent(truth.huggingFace()));
            fact(page, "Spark NLP right", Numbers.percent(truth.sparkNlp()));
        }
    }

    private static void fact(Markup page, String name, String value) {
        page.open("div").element("dt", name).element("dd", value).end();
    }

    private static void best(Markup page, Report report) {
        OutcomeCounts all = report.tally().all();
        List<Report.RankedCandidate> ranked = report.ranked();
        if (all.flipped() == 0 || ranked.isEmpty()) {
            return;
        }
        OutcomeCounts best = ranked.get(0).counts().outcomes();
        if (best.agreed() > all.agreed()) {
            page.open("p").text("The best change that was tried, ");
            page.element("b", ranked.get(0).candidate().title());
            page.text(", leaves " + texts(all.compared() - best.agreed()) + " without Hugging Face's label, of "
                    + Numbers.count(all.flipped()) + " before: ");
            page.element("a", "what to change", "href", "#change").text(".").end();
        }
    }
}
