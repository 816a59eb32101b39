package dev.parallax.job.dashboard.state;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The latest report of a series, and agreement in the windows before it. A revision of a report replaces it. For one
 * thread.
 */
final class Series {

    /** Six hours of a window every half minute. */
    static final int LONGEST = 720;

    private final SeriesKey key;
    private final TreeMap<Long, Point> points = new TreeMap<>();
    private String latest = "null";
    private long latestEnd = Long.MIN_VALUE;

    Series(SeriesKey key) {
        this.key = key;
    }

    /** Model, shadow and segment of the reports. */
    SeriesKey key() {
        return key;
    }

    /** End of the latest window, epoch milliseconds. */
    long latestEnd() {
        return latestEnd;
    }

    /**
     * Takes a report.
     *
     * @param point its numbers for the chart
     * @param report the report as JSON
     * @return whether it was taken; not if it is older than all points, or a later revision is there
     */
    boolean take(Point point, String report) {
        Point before = points.get(point.end());
        boolean tooOld = points.size() == LONGEST && point.end() < points.firstKey();
        if (tooOld || (before != null && !point.supersedes(before))) {
            return false;
        }
        points.put(point.end(), point);
        if (points.size() > LONGEST) {
            points.pollFirstEntry();
        }
        if (point.end() >= latestEnd) {
            latestEnd = point.end();
            latest = report;
        }
        return true;
    }

    /** Writes {@code report} and {@code history}, oldest first. */
    void write(JsonGenerator json) throws IOException {
        json.writeFieldName("report");
        json.writeRawValue(latest);
        json.writeArrayFieldStart("history");
        for (Map.Entry<Long, Point> point : points.entrySet()) {
            json.writeRawValue(Json.write(point.getValue()));
        }
        json.writeEndArray();
    }
}
