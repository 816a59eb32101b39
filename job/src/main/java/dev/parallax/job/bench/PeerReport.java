package dev.parallax.job.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.job.bench.BenchReport.Conditions;
import dev.parallax.job.bench.peer.PeerLane;
import dev.parallax.job.bench.peer.PeerLane.Kind;
import dev.parallax.job.bench.peer.PeerLane.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The results of a comparison with other programs.
 *
 * @param conditions the conditions of the measurement
 * @param rounds number of rounds
 * @param labelled number of texts whose labels were compared
 * @param size texts of a batch of a raw session
 * @param trials the speed of the set-ups that were tried with {@code @huggingface/transformers}; empty without it
 * @param lanes the programs in the order of {@link Kind}; without a rewritten graph if the job runs the exported one
 */
public record PeerReport(
        Conditions conditions, int rounds, int labelled, int size, String trials, List<PeerLane> lanes) {

    /** Copies the lanes. */
    public PeerReport {
        lanes = List.copyOf(lanes);
    }

    private Optional<PeerLane> measured(Kind kind) {
        return lanes.stream()
                .filter(lane -> lane.kind() == kind && lane.notMeasured().isEmpty())
                .findFirst();
    }

    private PeerLane job() {
        return measured(Kind.JOB).orElseThrow();
    }

    private PeerLane base() {
        return measured(Kind.EXPORTED).orElseThrow();
    }

    /** A Markdown table, after the conditions. */
    public String markdown() {
        StringBuilder out = new StringBuilder(BenchTable.conditions(conditions));
        out.append(String.format(
                Locale.ROOT,
                "Each runs all %d records once in each of %d rounds, in turns. The values are medians of the rounds,"
                        + " with the lowest and the highest. Raw sessions run sorted batches of %d. (s) and (t) run the"
                        + " graph of (e), sorted too, on as many threads as the job has.\n",
                conditions.records(),
                rounds,
                size));
        if (!trials.isEmpty()) {
            out.append("Set-ups of (t), texts/s, of which the fastest was taken: ")
                    .append(trials)
                    .append(".\n");
        }
        out.append("""

                | What | texts/s | by (e) | (b) by it | Aim | Same label as (e) |
                | --- | --- | --- | --- | --- | --- |
                """);
        lanes.forEach(lane -> out.append(row(lane)));
        return out.toString();
    }

    private String row(PeerLane lane) {
        String what = "(" + lane.kind().letter() + ") "
                + (lane.description().isEmpty() ? lane.kind().title() : lane.description());
        if (lane.notMeasured().isPresent()) {
            return "| " + what + " | not measured: " + cell(lane.notMeasured().get()) + " | | | | |\n";
        }
        String aim = lane.kind().aim().isPresent()
                ? String.format(Locale.ROOT, "≥ %.2f", lane.kind().aim().getAsDouble())
                : "";
        String same = lane.sameLabels().isPresent() ? lane.sameLabels().getAsInt() + " of " + labelled : "";
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s |\n",
                cell(what),
                text(lane.spread(), "%.1f"),
                lane.kind() == Kind.EXPORTED ? "1" : text(lane.by(base()), "%.3f"),
                lane.kind() == Kind.JOB ? "1" : text(job().by(lane), "%.3f"),
                aim,
                same);
    }

    private static String text(Spread spread, String format) {
        return String.format(
                Locale.ROOT,
                format + " (" + format + " to " + format + ")",
                spread.median(),
                spread.lowest(),
                spread.highest());
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    /** All values and the ratios as JSON. */
    public String json() {
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode json = mapper.createObjectNode();
        json.set("conditions", mapper.valueToTree(conditions));
        json.put("rounds", rounds)
                .put("labelled", labelled)
                .put("batchSize", size)
                .put("trials", trials);
        for (PeerLane lane : lanes) {
            ObjectNode values =
                    json.withObject("/programs/" + lane.kind().name().toLowerCase(Locale.ROOT));
            if (lane.notMeasured().isPresent()) {
                values.put("notMeasured", lane.notMeasured().get());
                continue;
            }
            values.put("description", lane.description());
            lane.perSecond().forEach(values.putArray("perSecond")::add);
            values.set("median", mapper.valueToTree(lane.spread()));
            values.set("byRawSession", mapper.valueToTree(lane.by(base())));
            values.set("jobByIt", mapper.valueToTree(job().by(lane)));
            lane.sameLabels().ifPresent(same -> values.put("sameLabels", same));
        }
        return json.toPrettyString() + "\n";
    }
}
