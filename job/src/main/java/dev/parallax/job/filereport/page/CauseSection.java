package dev.parallax.job.filereport.page;

import dev.parallax.job.filereport.count.CauseCounts;
import dev.parallax.job.filereport.count.Report;
import dev.parallax.job.filereport.count.Tally;
import dev.parallax.job.filereport.page.Table.Column;
import dev.parallax.shadow.DivergenceCause;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The section on causes of different labels. */
final class CauseSection {

    private static final Comparator<Map.Entry<DivergenceCause, CauseCounts>> MOST_FIRST =
            Comparator.<Map.Entry<DivergenceCause, CauseCounts>>comparingLong(
                            cause -> cause.getValue().proven())
                    .thenComparingLong(cause -> cause.getValue().suspected())
                    .reversed()
                    .thenComparing(Map.Entry::getKey);

    private CauseSection() {}

    static void write(Markup page, Report report) {
        Tally tally = report.tally();
        page.open("section", "aria-labelledby", "causes").element("h2", "Why labels flip", "id", "causes");
        long flipped = tally.all().flipped();
        page.element(
                "p",
                flipped == 0
                        ? "No label flips."
                        : Numbers.count(flipped) + " of "
                                + Numbers.count(tally.all().compared())
                                + " texts do not get Hugging Face's label. The cause is proven for "
                                + Numbers.count(tally.proven()) + " of them. A text can have several.");
        List<Map.Entry<DivergenceCause, CauseCounts>> causes =
                tally.causes().entrySet().stream().sorted(MOST_FIRST).toList();
        if (!causes.isEmpty()) {
            Table table = Table.open(
                    page,
                    "Texts that flip, by cause",
                    Column.text("cause"),
                    Column.number("proven"),
                    Column.number("of these by itself"),
                    Column.number("suspected"),
                    Column.text("what happens"),
                    Column.text("what mends it"));
            for (Map.Entry<DivergenceCause, CauseCounts> cause : causes) {
                table.row(cause.getKey().title())
                        .count(cause.getValue().proven())
                        .count(cause.getValue().alone())
                        .count(cause.getValue().suspected())
                        .sentence(cause.getKey().explanation())
                        .sentence(cause.getKey().remedy().advice().replace("pattern below", "full pattern"))
                        .end();
            }
            table.close();
        }
        page.end();
    }
}
