package dev.parallax.job.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;

/**
 * The memory of the process during a soak test.
 *
 * @param records number of records, each with one committed prediction
 * @param texts origin of the texts
 * @param seconds duration
 * @param samples number of memory samples
 * @param residentMiB resident set of the process, MiB; zeros if the system does not report it
 * @param heapMiB heap in use after a full collection, MiB
 */
public record SoakReport(int records, String texts, double seconds, int samples, Trend residentMiB, Trend heapMiB) {

    /** All values as JSON. */
    public String json() {
        return JsonMapper.builder().build().valueToTree(this).toPrettyString() + "\n";
    }

    /** The same as a Markdown table. */
    public String markdown() {
        return String.format(
                        Locale.ROOT,
                        "%,d records of %s in %.0f s, each with one committed prediction; %d samples. Broker, "
                                + "reader and sender are in the same process.%n%n",
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
