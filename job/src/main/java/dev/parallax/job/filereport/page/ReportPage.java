package dev.parallax.job.filereport.page;

import dev.parallax.job.filereport.code.StageCode;
import dev.parallax.job.filereport.count.Report;
import java.util.stream.Collectors;

/**
 * A report as one self-contained HTML page without scripts, images and fonts. Its content security policy allows only
 * its own style sheet. The same report always has the same bytes.
 */
public final class ReportPage {

    private ReportPage() {}

    /** The page. */
    public static String of(Report report) {
        Markup page = PageFrame.open("Spark NLP beside Hugging Face: " + report.input());
        header(page, report);
        page.open("main");
        SummarySection.write(page, report);
        CandidateSection.write(page, report);
        CauseSection.write(page, report);
        ExampleSection.write(page, report);
        TableSection.write(page, report);
        notes(page);
        page.end().end().end();
        return page.html();
    }

    private static void header(Markup page, Report report) {
        page.open("header");
        page.element("h1", "Spark NLP beside Hugging Face");
        page.open("p").text("The same model, ").foreign(report.model().name());
        page.text(" (").element("code", report.model().fingerprint());
        page.text("), reads ").foreign(report.input());
        page.text(" as Hugging Face does and as this pipeline of Spark NLP does:")
                .end();
        page.open("ol", "class", "stages");
        for (StageCode stage : StageCode.of(report.asItIs().pipeline(), report.classifier())) {
            page.open("li").element("code", stage.simpleType());
            String parameters = stage.parameters().entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining(", "));
            if (!parameters.isEmpty()) {
                page.text(" ").foreign(parameters, "class", "quiet");
            }
            page.end();
        }
        page.end();
        if (!report.classifier().note().isEmpty()) {
            page.element("p", report.classifier().note());
        }
        if (report.asItIs().pipeline().sentenceDetector() != null) {
            page.open("p").text("Of the classes of a text's sentences the answer is: ");
            page.element("code", report.asItIs().choice().toString()).text(".").end();
        }
        page.end();
    }

    private static void notes(Markup page) {
        page.open("section", "aria-labelledby", "notes").element("h2", "How to read this", "id", "notes");
        page.open("ul");
        page.element(
                "li",
                "Nothing is sampled: every text that was classified is compared. Dead letters are records that were not"
                        + " classified.");
        page.element(
                "li",
                "Ranges are 95 % score intervals of Wilson. They hold for texts drawn like these, each by itself.");
        page.element(
                "li",
                "A cause is proven if the model, run on the text with only that cause repaired, gives Hugging"
                        + " Face's label again. Suspected causes are all the differences of a text for which no "
                        + "such proof"
                        + " was found within the bounds.");
        page.element(
                "li",
                "Spark NLP is not run here. Its pipeline is rebuilt rule by rule as version 5.5.3 has it, and "
                        + "runs the same"
                        + " weights.");
        page.element(
                "li",
                "Candidates are chosen and measured on the same texts. Judge the best one on other texts before "
                        + "you rely on"
                        + " its number.");
        page.element("li", "A dash stands for an undefined number, such as a share of no texts.");
        page.end().end();
    }
}
