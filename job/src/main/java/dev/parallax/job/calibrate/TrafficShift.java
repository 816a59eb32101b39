package dev.parallax.job.calibrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A simulated drift, written as {@code agreement-0.05}, {@code class+0.1}, {@code score-0.1} or {@code tokens+0.2}: the
 * agreement rises or falls by the number, or that share of all texts moves from the largest bin to the next higher
 * ({@code +}) or lower one ({@code -}).
 *
 * @param what the quantity that drifts
 * @param amount amount of the drift with its sign
 */
public record TrafficShift(What what, double amount) {

    private static final Pattern WRITTEN =
            Pattern.compile("(agreement|class|score|tokens)([+-](?:\\d+\\.?\\d*|\\.\\d+))");

    /** A quantity that can drift. */
    public enum What {
        AGREEMENT,
        CLASS,
        SCORE,
        TOKENS
    }

    /**
     * Parses a drift.
     *
     * @throws IllegalArgumentException if the format is another
     */
    public static TrafficShift parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "A drift must be agreement, class, score or tokens with + or - and a number, such as "
                            + "agreement-0.05, not '"
                            + text + "'");
        }
        return new TrafficShift(
                What.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)), Double.parseDouble(matcher.group(2)));
    }

    /**
     * The traffic after the drift.
     *
     * @throws IllegalArgumentException if a share would leave the range from 0 to 1
     */
    Traffic of(Traffic traffic) {
        return switch (what) {
            case AGREEMENT ->
                new Traffic(
                        traffic.recordsPerSecond(),
                        traffic.comparedShare(),
                        traffic.agreement() + amount,
                        traffic.classes(),
                        traffic.scores(),
                        traffic.tokens());
            case CLASS -> with(traffic, moved(traffic.classes()), traffic.scores(), traffic.tokens());
            case SCORE -> with(traffic, traffic.classes(), moved(traffic.scores()), traffic.tokens());
            case TOKENS -> with(traffic, traffic.classes(), traffic.scores(), moved(traffic.tokens()));
        };
    }

    /**
     * Checks that the drift can be applied.
     *
     * @throws IllegalArgumentException if a share would leave the range from 0 to 1
     */
    void requireOf(Traffic traffic) {
        var unused = of(traffic);
    }

    private static Traffic with(Traffic traffic, List<Double> classes, List<Double> scores, List<Double> tokens) {
        return new Traffic(
                traffic.recordsPerSecond(), traffic.comparedShare(), traffic.agreement(), classes, scores, tokens);
    }

    private List<Double> moved(List<Double> shares) {
        int from = 0;
        for (int i = 1; i < shares.size(); i++) {
            if (shares.get(i) > shares.get(from)) {
                from = i;
            }
        }
        int to = amount > 0 ? from + 1 : from - 1;
        double share = Math.abs(amount);
        if (to < 0 || to >= shares.size() || share > shares.get(from)) {
            throw new IllegalArgumentException("The drift " + this + " takes more than the " + shares.get(from)
                    + " that the largest bin has, or there is no bin beside it");
        }
        List<Double> moved = new ArrayList<>(shares);
        moved.set(from, shares.get(from) - share);
        moved.set(to, shares.get(to) + share);
        return moved;
    }

    /** The drift in the format of {@link #parse}. */
    @Override
    public String toString() {
        return what.name().toLowerCase(Locale.ROOT) + (amount < 0 ? "" : "+") + amount;
    }
}
