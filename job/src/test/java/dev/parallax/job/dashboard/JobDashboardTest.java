package dev.parallax.job.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.dashboard.state.DashboardTopics;
import dev.parallax.job.pipeline.Await;
import dev.parallax.job.pipeline.KafkaTopics;
import dev.parallax.job.pipeline.LocalCluster;
import dev.parallax.job.pipeline.SharedBroker;
import dev.parallax.job.pipeline.StreamingJob;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page in a browser, fed by the job: from texts in a topic to what a user sees. */
@ExtendWith(SharedBroker.class)
@InChromium
class JobDashboardTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NAME = "seen";

    /** A multiple of the window's length. */
    private static final long START = 1_700_000_000_000L;

    private static final long WINDOW_MILLIS = 10_000;
    private static final int TEXTS = 200;
    private static final String SAME = "the film was good";
    /** The tiny model has another class for its first sentence, which is what Spark NLP's answer is of. */
    private static final String OTHERWISE = "film. good good good good good";

    private static final String SCRIPT = "<script>alert('run')</script>";
    private static final String IMAGE = "<img src=x onerror=\"alert('run')\">";

    private final KafkaTopics kafka;

    @TempDir
    private Path folder;

    JobDashboardTest(KafkaTopics kafka) {
        this.kafka = kafka;
    }

    @Test
    void agreement_disagreements_with_their_causes_and_an_alert_come_from_the_texts_and_markup_in_them_does_nothing()
            throws Exception {
        // Given a job, a page of its topics, and a rule that its texts will break
        StreamingJob.createTopics(NAME, kafka, 1);
        DashboardTopics topics = new DashboardTopics(NAME + "-quality", NAME + "-alerts", NAME + "-disagreements");
        kafka.create(topics.quality(), 1);
        kafka.create(topics.alerts(), 1);
        StreamingJob job =
                StreamingJob.of(NAME, kafka, TinyModel.bert().positions(256).write(folder.resolve("tiny")), options());
        Map<String, String> properties = job.config().kafka().consumer();
        try (LocalCluster cluster = LocalCluster.start(2, job.flink());
                Dashboard dashboard = Dashboard.start(properties, topics, "127.0.0.1", 0);
                Chromium chromium = Chromium.start();
                DashboardPage page = chromium.page()) {
            JobID id = cluster.submit(job.environment(), "Seen");
            page.open(dashboard.url());
            Await.until("the page is live", () -> page.connection().equals("Live"));
            assertThat(page.agreement()).isEmpty();
            assertThat(page.firing()).isEmpty();
            // When every fourth text of the first window is read otherwise, and half of the second
            kafka.send(texts(job.texts(), 0, 4));
            kafka.send(texts(job.texts(), 1, 2));
            // Then
            Await.until(
                    () -> "75.0 % is shown and not " + page.agreement(),
                    () -> page.agreement().equals("75.0 %"));
            assertThat(page.count("compared")).isEqualTo(Integer.toString(TEXTS));
            assertThat(page.firing()).isEmpty();
            // When texts come that let the second window leave
            kafka.send(texts(job.texts(), 2, 2));
            // Then
            Await.until(
                    () -> "50.0 % is shown and not " + page.agreement(),
                    () -> page.agreement().equals("50.0 %"));
            assertThat(page.count("disagreed")).isEqualTo(Integer.toString(TEXTS / 2));
            assertThat(page.causes()).contains("split into sentences");
            Await.until("the alert fires", () -> page.firing().size() == 1);
            assertThat(page.firing().get(0)).contains("Critical", "low-agreement", "agreement.rate 0.5 ", "below 0.7");
            assertThat(page.text("#announcer")).contains("low-agreement has fired");
            // Then the disagreements are those of the latest texts, in whatever order they were compared, and have
            // what both sides read
            Pattern latest = Pattern.compile("2-\\d+" + Pattern.quote(SCRIPT));
            Await.until(
                    "a disagreement of the latest texts is first",
                    () -> page.disagreements().stream()
                            .limit(1)
                            .anyMatch(first -> latest.matcher(first).find()));
            assertThat(page.disagreements().get(0))
                    .contains(OTHERWISE, SCRIPT, IMAGE, "split into sentences", "proven");
            assertThat(page.text("#disagreements article:first-child .differ")).contains("[SEP] [CLS]");
            // Then markup is text, in the text as in the id
            assertThat(page.number("script")).isEqualTo(2);
            assertThat(page.number("img")).isEqualTo(1);
            assertThat(page.number("[onerror]")).isZero();
            assertThat(page.complaints()).isEmpty();
            cluster.stop(id, folder);
        }
    }

    private static Map<String, String> options() {
        Map<String, String> options = new HashMap<>();
        options.put("shadow.enabled", "true");
        options.put("shadow.capacity", "4000");
        options.put("shadow.max-waiting", "4000");
        options.put("shadow.timeout", "1 min");
        options.put("quality.enabled", "true");
        options.put("quality.window", WINDOW_MILLIS + " ms");
        options.put("quality.slide", WINDOW_MILLIS + " ms");
        options.put("quality.comparison-timeout", "1 min");
        options.put("source.max-out-of-orderness", "0 s");
        options.put("sink.include-text", "true");
        options.put("sink.quality-topic", NAME + "-quality");
        options.put("sink.alerts-topic", NAME + "-alerts");
        options.put("flink.parallelism.default", "1");
        options.put(
                "alerts",
                "[{name: low-agreement, metric: agreement.rate, below: 0.7, min-records: 50, severity: critical}]");
        return options;
    }

    /** Texts of a window, of which one in {@code oneIn} is read otherwise. */
    private static List<ProducerRecord<byte[], byte[]>> texts(String topic, int window, int oneIn) {
        return IntStream.range(0, TEXTS)
                .mapToObj(number -> {
                    String text = number % oneIn == 0 ? OTHERWISE + " " + SCRIPT + " " + IMAGE : SAME;
                    String value = JSON.createObjectNode()
                            .put("id", id(window, number))
                            .put("text", text)
                            .put("timestamp", START + window * WINDOW_MILLIS + number * WINDOW_MILLIS / TEXTS)
                            .toString();
                    return new ProducerRecord<byte[], byte[]>(topic, null, value.getBytes(StandardCharsets.UTF_8));
                })
                .toList();
    }

    private static String id(int window, int number) {
        return window + "-" + number + SCRIPT;
    }
}
