package dev.parallax.job.config.option;

import dev.parallax.evaluate.stats.Adwin;
import dev.parallax.evaluate.stats.PageHinkley;
import dev.parallax.job.config.value.Option;
import java.util.List;

/** Options of what watches the stream of comparisons for a change. */
public final class DetectorKeys {

    public static final Option<Double> PAGE_HINKLEY_DELTA = Option.share(
            "quality.page-hinkley.delta",
            PageHinkley.Options.DEFAULT.delta(),
            "Change of the share of disagreements that the Page–Hinkley test tolerates; smaller ones are never found.");

    public static final Option<Double> PAGE_HINKLEY_LAMBDA = Option.number(
            "quality.page-hinkley.lambda",
            PageHinkley.Options.DEFAULT.lambda(),
            "Disagreements beyond that, too many or too few, after which the Page–Hinkley test says that the share has"
                    + " changed. `parallax calibrate` finds the value that your traffic needs.");

    public static final Option<Integer> PAGE_HINKLEY_LEARNING = Option.integer(
            "quality.page-hinkley.learning",
            (int) PageHinkley.Options.DEFAULT.learning(),
            "Comparisons from which the Page–Hinkley test learns the share, at the start and after each change, before it"
                    + " watches it.");

    public static final Option<Double> ADWIN_DELTA = Option.number(
            "quality.adwin.delta",
            Adwin.DEFAULT_DELTA,
            "How sure ADWIN must be that the share of disagreements has changed, above 0 and below 1: the smaller, the"
                    + " surer. `parallax calibrate` finds the value that your traffic needs.");

    static final List<Option<?>> ALL =
            List.of(PAGE_HINKLEY_DELTA, PAGE_HINKLEY_LAMBDA, PAGE_HINKLEY_LEARNING, ADWIN_DELTA);

    private DetectorKeys() {}
}
