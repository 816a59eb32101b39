package dev.parallax.job.dashboard;

import com.microsoft.playwright.options.ColorScheme;
import dev.parallax.job.dashboard.state.DashboardTopics;
import dev.parallax.job.pipeline.KafkaTopics;
import dev.parallax.job.pipeline.SharedBroker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The page in a browser, fed through a broker with records as the job writes them. One browser serves the tests of a
 * class; each test has a dashboard and topics of its own. Subclasses repeat {@link InChromium}.
 */
@ExtendWith(SharedBroker.class)
@TestInstance(Lifecycle.PER_CLASS)
abstract class DashboardInBrowser {

    private static final AtomicInteger TESTS = new AtomicInteger();

    private final KafkaTopics kafka;
    private Chromium chromium;
    DashboardTopics topics;
    Dashboard dashboard;

    DashboardInBrowser(KafkaTopics kafka) {
        this.kafka = kafka;
    }

    @BeforeAll
    void startChromium() {
        chromium = Chromium.start();
    }

    @AfterAll
    void stopChromium() {
        chromium.close();
    }

    @BeforeEach
    void startDashboard() throws Exception {
        int test = TESTS.incrementAndGet();
        topics = new DashboardTopics("page-quality-" + test, "page-alerts-" + test, "page-disagreements-" + test);
        for (String topic : topics.all()) {
            kafka.create(topic, 1);
        }
        dashboard = start(0);
    }

    Dashboard start(int port) {
        Map<String, String> properties =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
        return Dashboard.start(properties, topics, "127.0.0.1", port);
    }

    @AfterEach
    void stopDashboard() {
        dashboard.close();
    }

    /** Records of every kind, twenty windows of reports. */
    void fill() throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int slide = 0; slide < 20; slide++) {
            records.add(record(
                    topics.quality(),
                    SampleReport.of(slide, 600, 20 + slide).json().toString()));
            records.add(record(
                    topics.disagreements(),
                    SampleRecords.disagreement("text-" + slide).toString()));
        }
        records.add(record(topics.alerts(), SampleRecords.alert("FIRED", 5, 0.8).toString()));
        records.add(
                record(topics.alerts(), SampleRecords.alert("RESOLVED", 9, 0.95).toString()));
        records.add(record(
                topics.alerts(),
                SampleRecords.alert("FIRED", 15, 0.8)
                        .put("severity", "CRITICAL")
                        .toString()));
        records.add(record(topics.quality(), "no report"));
        kafka.send(records);
    }

    static boolean filled(DashboardPage page) {
        return page.connection().equals("Live")
                && !page.agreement().isEmpty()
                && page.disagreements().size() == 6
                && page.firing().size() == 1
                && page.text("#notices").contains("1 record left out");
    }

    void report(SampleReport report) throws Exception {
        send(topics.quality(), report.json().toString());
    }

    void alert(String alert) throws Exception {
        send(topics.alerts(), alert);
    }

    void disagreement(String disagreement) throws Exception {
        send(topics.disagreements(), disagreement);
    }

    void send(String topic, String value) throws Exception {
        kafka.send(List.of(record(topic, value)));
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String value) {
        return new ProducerRecord<>(topic, null, value.getBytes(StandardCharsets.UTF_8));
    }

    DashboardPage open() {
        return open(dashboard.url(), 1400, ColorScheme.LIGHT);
    }

    DashboardPage open(URI url, int width, ColorScheme colours) {
        DashboardPage page = chromium.page(width, 1000, colours);
        page.open(url);
        return page;
    }
}
