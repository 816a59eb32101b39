package dev.parallax.job.dashboard.state;

import java.util.Optional;

/** The pages that an event is for, by the series that they show. */
sealed interface Scope permits SeriesKey, ShadowKey {

    /**
     * Whether a page receives the event.
     *
     * @param shown the series that the page shows, if any
     */
    boolean isFor(Optional<SeriesKey> shown);
}
