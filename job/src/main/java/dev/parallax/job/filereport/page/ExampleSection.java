package dev.parallax.job.filereport.page;

import dev.parallax.job.filereport.count.Report;
import dev.parallax.job.filereport.count.TextExample;
import dev.parallax.job.filereport.page.Table.Column;
import dev.parallax.shadow.DivergenceCause;
import dev.parallax.shadow.EncodingDiff;
import dev.parallax.shadow.EncodingDiff.Segment;
import dev.parallax.shadow.EncodingDiff.Side;
import java.util.List;
import java.util.stream.Collectors;

/** The section with the best examples, with both sides' pieces above each other. */
final class ExampleSection {

    private ExampleSection() {}

    static void write(Markup page, Report report) {
        List<TextExample> examples = report.examples();
        page.open("section", "aria-labelledby", "examples").element("h2", "Examples", "id", "examples");
        if (examples.isEmpty()) {
            page.element("p", "Both sides read every text alike.").end();
            return;
        }
        page.element(
                "p",
                "Proven flips of few causes come first, some of every cause. Pieces of the vocabulary: Hugging "
                        + "Face's above,"
                        + " Spark NLP's below; where they differ they are framed.");
        for (TextExample example : examples) {
            write(page, example);
        }
        page.end();
    }

    private static void write(Markup page, TextExample example) {
        page.open("article").open("h3").text(title(example)).end();
        page.open("blockquote").foreign(example.text());
        if (example.cutCharacters() > 0) {
            page.element(
                    "span", " … " + Numbers.count(example.cutCharacters()) + " more UTF-16 units", "class", "quiet");
        }
        page.end();
        page.open("p", "class", "labels");
        page.text("Hugging Face ").open("b").foreign(example.huggingFace()).close();
        page.text(" " + Numbers.probability(TextExample.number(example.huggingFaceScore())) + " · Spark NLP ");
        if (example.sparkNlp() == null) {
            page.element("b", Report.noClass());
        } else {
            page.open("b").foreign(example.sparkNlp()).close();
            page.text(" " + Numbers.probability(TextExample.number(example.sparkNlpScore())));
        }
        if (example.truth() != null) {
            page.text(" · input says ").foreign(example.truth());
        }
        page.text(" · record ").foreign(example.id()).end();
        if (example.diff() != null) {
            aligned(page, example.diff());
        }
        if (example.rows().size() > 1 || example.moreRows() > 0) {
            rows(page, example);
        }
        page.end();
    }

    private static String title(TextExample example) {
        if (example.outcome().agreed()) {
            return "Same label, other pieces";
        }
        String causes = example.causes().stream().map(DivergenceCause::title).collect(Collectors.joining(" + "));
        if (causes.isEmpty()) {
            return "Flipped, cause not examined";
        }
        String certainty =
                example.proven() ? (example.minimal() ? "proven" : "proven, maybe not minimal") : "suspected";
        return causes + " (" + certainty + ")";
    }

    private static void aligned(Markup page, EncodingDiff diff) {
        page.open("ol", "class", "pieces", "aria-label", "Pieces of both sides");
        if (diff.piecesBefore() > 0) {
            String before = "… " + diff.piecesBefore();
            pair(page, "same", before, before);
        }
        List<Segment> segments = diff.segments();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment.side() == Side.BOTH) {
                segment.pieces().forEach(piece -> pair(page, "same", piece, piece));
            } else if (segment.side() == Side.PRIMARY
                    && i + 1 < segments.size()
                    && segments.get(i + 1).side() == Side.SHADOW) {
                pair(page, "differ", joined(segment), joined(segments.get(++i)));
            } else {
                boolean primary = segment.side() == Side.PRIMARY;
                pair(page, "differ", primary ? joined(segment) : "", primary ? "" : joined(segment));
            }
        }
        if (diff.primaryPiecesAfter() + diff.shadowPiecesAfter() > 0) {
            pair(page, "same", "… " + diff.primaryPiecesAfter(), "… " + diff.shadowPiecesAfter());
        }
        page.end();
    }

    private static String joined(Segment segment) {
        return String.join(" ", segment.pieces());
    }

    private static void pair(Markup page, String kind, String huggingFace, String sparkNlp) {
        page.open("li", "class", kind);
        side(page, "Hugging Face: ", huggingFace);
        side(page, "Spark NLP: ", sparkNlp);
        page.close();
    }

    private static void side(Markup page, String whose, String pieces) {
        page.open("span").element("span", whose, "class", "spoken");
        if (pieces.isEmpty()) {
            page.element("span", "nothing", "class", "spoken").element("span", "∅", "aria-hidden", "true");
        } else {
            page.foreign(pieces);
        }
        page.close();
    }

    private static void rows(Markup page, TextExample example) {
        Table table = Table.open(
                page,
                "Spark NLP's classes, one for each row that it reads",
                Column.text("sentence"),
                Column.number("place"),
                Column.text("text"),
                Column.text("class"),
                Column.number("probability"));
        for (TextExample.ClassElement row : example.rows()) {
            table.row(Integer.toString(row.sentence()))
                    .number(row.begin() + "–" + row.end())
                    .text(row.text())
                    .text(row.label())
                    .number(Numbers.probability(TextExample.number(row.score())))
                    .end();
        }
        table.close();
        if (example.moreRows() > 0) {
            page.element("p", "and " + Numbers.count(example.moreRows()) + " more", "class", "quiet");
        }
    }
}
