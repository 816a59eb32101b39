package dev.parallax.job.dashboard.state;

import java.util.Optional;

/** Which pages something is for, by the series that they show. */
sealed interface Scope permits SeriesKey, ShadowKey {

    /**
     * Whether a page is to have it.
     *
     * @param shown the series that the page shows, if any
     */
    boolean isFor(Optional<SeriesKey> shown);
}
