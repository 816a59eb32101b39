package dev.parallax.job.dashboard.state;

import java.util.Optional;

/**
 * Reports that follow each other: the same model, the same shadow, the same texts.
 *
 * @param model name of the primary's model
 * @param shadow what is compared with it
 * @param segment value of the key field; empty for all texts
 */
public record SeriesKey(String model, String shadow, String segment) implements Scope {

    /** Only for pages that show just this. */
    @Override
    public boolean isFor(Optional<SeriesKey> shown) {
        return shown.filter(this::equals).isPresent();
    }
}
