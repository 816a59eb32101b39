package dev.parallax.job.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;

/**
 * What became of the memory while records passed.
 *
 * @param records records that went through, each with one committed prediction
 * @param texts where they came from
 * @param seconds how long it took
 * @param samples how often memory was looked at
 * @param residentMiB resident set of the process, MiB; zeros where the system does not report it
 * @param heapMiB heap in use after a full collection, MiB
 */
public record SoakReport(int records, String texts, double seconds, int samples, Trend residentMiB, Trend heapMiB) {

    /** All values as JSON. */
    public String json() {
        return JsonMapper.builder().build().valueToTree(this).toPrettyString() + "\n";
    }

    /** The same as a Markdown table, for people. */
    public String markdown() {
        return String.format(
                        Locale.ROOT,
                        "%,d records of %s in %.0f s, each with one committed prediction; %d samples. Broker, reader and sender are in the same process.%n%n",
                        records,
                        texts,
                        seconds,
                        samples)
                + "| Memory, MiB | First third | Middle third | Last third | Slope per 100,000 records |\n"
                + "| --- | --- | --- | --- | --- |\n"
                + row("resident set", residentMiB)
                + row("heap after a full collection", heapMiB);
    }

    private static String row(String what, Trend trend) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %+.2f |%n",
                what,
                trend.first(),
                trend.middle(),
                trend.last(),
                trend.slopePer100k());
    }
}
