package dev.parallax.job.dashboard.state;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.parallax.job.dashboard.state.Event.Kind;
import dev.parallax.job.endpoint.tail.TailStatus;
import dev.parallax.job.wire.AlertRecord;
import dev.parallax.job.wire.QualityRecord;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that the page shows, in bounded memory; subscribers are notified of changes. Safe for several threads. */
public final class DashboardState {

    static final int MOST_SERIES = 100;
    public static final int MOST_ALERTS = 200;

    private static final Comparator<SeriesKey> ORDER = Comparator.comparing(SeriesKey::model)
            .thenComparing(SeriesKey::shadow)
            .thenComparing(SeriesKey::segment);

    private final DashboardTopics topics;
    private final Audience audience;
    private final Map<SeriesKey, Series> series = new TreeMap<>(ORDER);
    private final FiringAlerts firing = new FiringAlerts();
    private final Latest alerts = new Latest(MOST_ALERTS);
    private final Disagreements disagreements = new Disagreements();
    private final Map<String, Long> unreadable = new TreeMap<>();
    private TailStatus kafka = TailStatus.connecting();
    private long reportsNotShown;
    private long number;

    /**
     * @param topics what is read
     * @param audience receivers of changes
     */
    public DashboardState(DashboardTopics topics, Audience audience) {
        this.topics = topics;
        this.audience = audience;
    }

    /** Takes a report. */
    synchronized void report(QualityRecord report) {
        SeriesKey key = new SeriesKey(report.model().name(), report.shadow(), report.segment());
        boolean known = series.containsKey(key);
        if (!known && series.size() == MOST_SERIES) {
            reportsNotShown++;
            publish(Kind.STATUS, statusJson(), null);
            return;
        }
        Point point = Point.of(report);
        String json = Json.write(report);
        if (!series.computeIfAbsent(key, Series::new).take(point, json)) {
            return;
        }
        if (!known) {
            publish(Kind.SERIES, Json.object(this::writeSeries), null);
        }
        publish(Kind.REPORT, "{\"report\":" + json + ",\"point\":" + Json.write(point) + "}", key);
    }

    /** Takes an alert. */
    synchronized void alert(AlertRecord alert) {
        firing.add(alert);
        String json = Json.write(alert);
        alerts.add(json);
        publish(Kind.ALERT, "{\"alert\":" + json + ",\"firing\":" + Json.write(firing.list()) + "}", null);
    }

    /** Takes a disagreement. */
    synchronized void disagreement(ShownDisagreement disagreement) {
        String json = Json.write(disagreement);
        disagreements.add(disagreement.key(), json);
        publish(Kind.DISAGREEMENT, json, disagreement.key());
    }

    /** Counts a record that is too large, or does not have the format of its topic. */
    synchronized void unreadable(String topic) {
        unreadable.merge(topic, 1L, Long::sum);
        publish(Kind.STATUS, statusJson(), null);
    }

    /** Takes the state of the connection to Kafka. */
    synchronized void kafka(TailStatus status) {
        kafka = status;
        publish(Kind.STATUS, statusJson(), null);
    }

    /** Whether the latest state of the connection to Kafka is connected. */
    public synchronized boolean connected() {
        return kafka.connected();
    }

    private void publish(Kind kind, String data, @Nullable Scope of) {
        audience.publish(new Event(++number, kind, data, of));
    }

    /**
     * The state as JSON, with reports of one series only, and disagreements with its shadow.
     *
     * @param asked the series to show; without it, or where there is none such, one of all texts that has the latest
     *     report, or else any that has it
     */
    public synchronized String json(Optional<SeriesKey> asked) {
        return Json.object(json -> {
            json.writeNumberField("number", number);
            json.writeFieldName("topics");
            json.writeRawValue(Json.write(topics));
            json.writeFieldName("status");
            json.writeRawValue(statusJson());
            writeSeries(json);
            Optional<Series> shown =
                    asked.flatMap(key -> Optional.ofNullable(series.get(key))).or(this::first);
            if (shown.isPresent()) {
                json.writeObjectFieldStart("shown");
                json.writeFieldName("series");
                json.writeRawValue(Json.write(shown.get().key()));
                shown.get().write(json);
                json.writeEndObject();
            }
            json.writeFieldName("firing");
            json.writeRawValue(Json.write(firing.list()));
            alerts.write(json, "alerts");
            disagreements.write(json, shown.map(Series::key).or(() -> asked));
        });
    }

    private Optional<Series> first() {
        return series.values().stream()
                .max(Comparator.comparing((Series one) -> one.key().segment().isEmpty())
                        .thenComparing(Series::latestEnd));
    }

    private void writeSeries(JsonGenerator json) throws IOException {
        json.writeFieldName("series");
        json.writeRawValue(Json.write(series.keySet()));
    }

    private String statusJson() {
        return Json.object(json -> {
            json.writeBooleanField("connected", kafka.connected());
            json.writeStringField("problem", kafka.problem());
            json.writeFieldName("missing");
            json.writeRawValue(Json.write(kafka.missing()));
            json.writeFieldName("unreadable");
            json.writeRawValue(Json.write(unreadable));
            json.writeNumberField("reportsNotShown", reportsNotShown);
        });
    }
}
