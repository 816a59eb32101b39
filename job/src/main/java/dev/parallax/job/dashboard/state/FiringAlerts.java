package dev.parallax.job.dashboard.state;

import dev.parallax.job.wire.AlertRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The alerts that are firing: rules whose latest alert, by its window's end, has fired. At most {@value #SUBJECTS}
 * subjects are remembered, those with the latest alerts. For one thread.
 */
final class FiringAlerts {

    static final int SUBJECTS = 1000;

    /** The subject of an alert, of which only the latest state counts. */
    private record Subject(String rule, SeriesKey series) {}

    private final Map<Subject, AlertRecord> latest = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Subject, AlertRecord> eldest) {
            return size() > SUBJECTS;
        }
    };

    void add(AlertRecord alert) {
        latest.merge(
                new Subject(alert.rule(), new SeriesKey(alert.model().name(), alert.shadow(), alert.segment())),
                alert,
                (before, after) -> after.window().endMillis() < before.window().endMillis() ? before : after);
    }

    /** The firing alerts, the latest first. */
    List<AlertRecord> list() {
        List<AlertRecord> firing = new ArrayList<>(
                latest.values().stream().filter(AlertRecord::fired).toList());
        Collections.reverse(firing);
        return firing;
    }
}
