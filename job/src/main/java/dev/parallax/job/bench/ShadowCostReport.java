package dev.parallax.job.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.job.bench.ShadowCost.CostResult;
import dev.parallax.job.bench.ShadowCost.TextKindCost;
import dev.parallax.shadow.Comparison.Outcome;
import java.util.List;
import java.util.Locale;

/**
 * The measured cost of the shadow.
 *
 * @param records number of records of each run
 * @param same texts that both sides encode alike
 * @param other texts that they encode differently
 * @param twin time to encode a text as Spark NLP
 */
public record ShadowCostReport(int records, TextKindCost same, TextKindCost other, List<TwinSpeed> twin) {

    /** All values as JSON. */
    public String json() {
        return JsonMapper.builder().build().valueToTree(this).toPrettyString() + "\n";
    }

    /** The same as Markdown tables. */
    public String markdown() {
        StringBuilder out = new StringBuilder(String.format(
                Locale.ROOT,
                "%d records a run, two runs of each kind in turns; %d texts that both sides read alike, %d that "
                        + "they read differently.%n%n",
                records,
                same.texts(),
                other.texts()));
        out.append("| Texts | Shadow | texts/s | by off | same encoding | agreed | differ, no class | skipped | "
                + "failed |\n");
        out.append("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        kind(out, "read alike", same);
        kind(out, "read differently", other);
        out.append("\n| Text | Spark NLP's encoding, µs | per 1,000 characters |\n| --- | --- | --- |\n");
        for (TwinSpeed speed : twin) {
            out.append(String.format(
                    Locale.ROOT,
                    "| %,d words, %,d characters | %,.1f | %,.1f |%n",
                    speed.words(),
                    speed.characters(),
                    speed.micros(),
                    1000 * speed.micros() / speed.characters()));
        }
        return out.toString();
    }

    private static void kind(StringBuilder out, String texts, TextKindCost kind) {
        row(out, texts, "off", kind.off(), kind);
        row(out, texts, "on", kind.on(), kind);
        row(out, texts, "on, asks why", kind.why(), kind);
    }

    private static void row(StringBuilder out, String texts, String way, CostResult figures, TextKindCost kind) {
        out.append(String.format(
                Locale.ROOT,
                "| %s | %s | %.1f | %.3f | %d | %d | %d | %d | %d |%n",
                texts,
                way,
                figures.perSecond(),
                figures.perSecond() / kind.off().perSecond(),
                count(figures, Outcome.SAME_ENCODING),
                count(figures, Outcome.AGREED),
                count(figures, Outcome.DISAGREED) + count(figures, Outcome.NO_CLASS),
                count(figures, Outcome.SKIPPED),
                count(figures, Outcome.FAILED)));
    }

    private static long count(CostResult figures, Outcome outcome) {
        return figures.comparisons().getOrDefault(outcome, 0L);
    }
}
