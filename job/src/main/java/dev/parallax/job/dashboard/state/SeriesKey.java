package dev.parallax.job.dashboard.state;

import java.util.Optional;

/**
 * The key of a series of reports: model, shadow and segment.
 *
 * @param model name of the primary's model
 * @param shadow name of the shadow
 * @param segment value of the key field; empty for all texts
 */
public record SeriesKey(String model, String shadow, String segment) implements Scope {

    /** Only for pages that show this series. */
    @Override
    public boolean isFor(Optional<SeriesKey> shown) {
        return shown.filter(this::equals).isPresent();
    }
}
