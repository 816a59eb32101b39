package dev.parallax.job.dashboard.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/**
 * A window of event time, ISO-8601.
 *
 * @param start its first instant
 * @param end the first instant after it
 * @param slideMillis milliseconds from one window's end to the next one's; 0 where that is not said
 */
record TimeSpan(String start, String end, long slideMillis) {

    /** Checks that both are instants, as {@link Instant#parse} reads them. */
    TimeSpan {
        start = Instant.parse(start).toString();
        end = Instant.parse(end).toString();
    }

    /** Its end, epoch. */
    @JsonIgnore
    long endMillis() {
        return Instant.parse(end).toEpochMilli();
    }
}
