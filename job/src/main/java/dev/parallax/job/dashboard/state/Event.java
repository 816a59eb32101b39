package dev.parallax.job.dashboard.state;

import org.jspecify.annotations.Nullable;

/**
 * A change that open pages are notified of.
 *
 * @param number counts up; a page that has the state of a number needs no events up to it
 * @param kind what it is
 * @param data JSON without line breaks
 * @param scope which pages it is for; null for all of them
 */
public record Event(
        long number, Kind kind, String data, @Nullable Scope scope) {

    /** The kind of change; its name in the event stream is in lower case. */
    public enum Kind {
        /** A report of the series that the page shows. */
        REPORT,
        /** A new series. */
        SERIES,
        /** An alert, and which are firing now. */
        ALERT,
        /** A disagreement with the shadow that the page shows. */
        DISAGREEMENT,
        /** The connection to Kafka, and counts of unreadable records. */
        STATUS,
        /** Events were dropped: the page fetches the whole state. */
        RESYNC
    }
}
