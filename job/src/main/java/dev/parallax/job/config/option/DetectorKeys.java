package dev.parallax.job.config.option;

import dev.parallax.evaluate.QualityOptions.DetectorOptions;
import dev.parallax.evaluate.stats.Adwin;
import dev.parallax.evaluate.stats.PageHinkley;
import dev.parallax.job.config.value.Option;
import dev.parallax.job.config.value.OptionValues;
import java.util.List;

/** Options of the detectors that watch the stream of comparisons for a change, and the record that they set. */
public final class DetectorKeys {

    public static final Option<Double> PAGE_HINKLEY_DELTA = Option.number(
            "quality.page-hinkley.delta",
            PageHinkley.Options.DEFAULT.delta(),
            PageHinkley.Options.DELTA,
            "Change of the share of disagreements that the Page–Hinkley test tolerates; smaller ones are never found.");

    public static final Option<Double> PAGE_HINKLEY_LAMBDA = Option.number(
            "quality.page-hinkley.lambda",
            PageHinkley.Options.DEFAULT.lambda(),
            PageHinkley.Options.LAMBDA,
            "Disagreements beyond that, too many or too few, after which the Page–Hinkley test says that the share has"
                    + " changed. `parallax calibrate` finds the value that your traffic needs.");

    public static final Option<Integer> PAGE_HINKLEY_LEARNING = Option.integer(
            "quality.page-hinkley.learning",
            PageHinkley.Options.DEFAULT.learning(),
            PageHinkley.Options.LEARNING,
            "Comparisons from which the Page–Hinkley test learns the share, at the start and after each change, "
                    + "before it"
                    + " watches it.");

    public static final Option<Double> ADWIN_DELTA = Option.number(
            "quality.adwin.delta",
            Adwin.DEFAULT_DELTA,
            Adwin.DELTA,
            "How sure ADWIN must be that the share of disagreements has changed: the smaller, the"
                    + " surer. `parallax calibrate` finds the value that your traffic needs.");

    static final List<Option<?>> ALL =
            List.of(PAGE_HINKLEY_DELTA, PAGE_HINKLEY_LAMBDA, PAGE_HINKLEY_LEARNING, ADWIN_DELTA);

    private DetectorKeys() {}

    /** The parameters of the detectors of changes in the share of disagreements. */
    public static DetectorOptions detectors(OptionValues options) {
        return new DetectorOptions(
                new PageHinkley.Options(
                        options.value(PAGE_HINKLEY_DELTA),
                        options.value(PAGE_HINKLEY_LAMBDA),
                        options.value(PAGE_HINKLEY_LEARNING)),
                options.value(ADWIN_DELTA));
    }
}
