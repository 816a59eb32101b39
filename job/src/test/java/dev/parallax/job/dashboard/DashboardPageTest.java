package dev.parallax.job.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.options.ColorScheme;
import dev.parallax.job.pipeline.Await;
import dev.parallax.job.pipeline.KafkaTopics;
import dev.parallax.job.pipeline.SharedBroker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page in a browser, fed through a broker with records as the job writes them. */
@ExtendWith(SharedBroker.class)
@TestInstance(Lifecycle.PER_CLASS)
@EnabledIf(
        value = "dev.parallax.job.dashboard.Chromium#isThere",
        disabledReason = "No Chromium is on the PATH; PARALLAX_CHROMIUM may name one")
class DashboardPageTest {

    private static final AtomicInteger TESTS = new AtomicInteger();
    private static final String SCRIPT = "<script>alert('run')</script>";
    private static final String IMAGE = "<img src=x onerror=\"alert('run')\">";

    private final KafkaTopics kafka;
    private Chromium chromium;
    private DashboardTopics topics;
    private Dashboard dashboard;

    DashboardPageTest(KafkaTopics kafka) {
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

    private Dashboard start(int port) {
        Map<String, String> properties =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
        return Dashboard.start(properties, topics, "127.0.0.1", port);
    }

    @AfterEach
    void stopDashboard() {
        dashboard.close();
    }

    @Test
    void numbers_move_as_reports_come() throws Exception {
        try (DashboardPage page = open()) {
            Await.until(
                    "the page says what is missing",
                    () -> page.text("#notices").contains("No report in topic " + topics.quality()));
            // When
            report(SampleReport.of(1, 600, 30));
            // Then
            Await.until("the first report is shown", () -> page.agreement().equals("95.0 %"));
            assertThat(page.count("compared")).isEqualTo("600");
            assertThat(page.count("disagreed")).isEqualTo("30");
            assertThat(page.text("#notices")).isEmpty();
            assertThat(page.text("#agreement-now")).contains("93.0 to 96.5 %").contains("94.0 to 97.5 %");
            assertThat(page.text("#confusion-body")).contains("no class").contains("290");
            assertThat(page.causes()).containsExactly("sentence split", "contraction", "non-ASCII punctuation");
            assertThat(page.text("#drift-panels")).contains("0.0214").contains("KS p");
            assertThat(page.text("#drift-detectors")).contains("pageHinkley");
            // When
            report(SampleReport.of(2, 1600, 160));
            // Then
            Await.until("the second report is shown", () -> page.agreement().equals("90.0 %"));
            assertThat(page.count("compared")).isEqualTo("1,600");
            assertThat(page.attribute("#agreement-chart", "aria-label"))
                    .isEqualTo("Agreement over time, 2 windows: last 90.0 %, lowest 90.0 %, highest 95.0 %.");
            page.click("#agreement-values summary");
            Await.until("the chart is there as a table", () -> page.number("#agreement-values tbody tr") == 2);
            assertThat(page.complaints()).isEmpty();
        }
    }

    @Test
    void numbers_that_are_not_defined_say_why_and_small_ones_are_not_shown_as_none() throws Exception {
        SampleReport report = SampleReport.of(1, 600, 30);
        report.json().withObject("/values").put("drift.score.ksPValue", 1e-9);
        report(report);
        try (DashboardPage page = open()) {
            Await.until("the report is shown", () -> !page.agreement().isEmpty());
            assertThat(page.text("#scores-body"))
                    .contains("spark.f1")
                    .contains("0.9500")
                    .contains("– no labels in the window");
            assertThat(page.evaluate("document.querySelector('#scores-body tbody .none .spoken').textContent"))
                    .isEqualTo("not defined: no labels in the window");
            assertThat(page.text("#drift-panels")).contains("< 0.0001");
        }
    }

    @Test
    void a_disagreement_appears_with_its_cause_and_the_pieces_of_both_sides() throws Exception {
        try (DashboardPage page = open()) {
            // When
            disagreement(SampleRecords.disagreement("review-7").toString());
            // Then
            Await.until("it appears", () -> page.disagreements().size() == 1);
            assertThat(page.disagreements().get(0))
                    .contains("review-7", "Hugging Face negative 0.9612", "Spark NLP positive 0.5134")
                    .contains("contraction", "proven");
            assertThat(page.text("#disagreements .differ")).contains("' t").contains("∅");
            assertThat(page.evaluate("document.querySelector('#disagreements .differ').textContent"))
                    .isEqualTo("Hugging Face: ' tSpark NLP: ∅nothing");
            // When
            disagreement(SampleRecords.disagreement("review-8")
                    .put("outcome", "NO_CLASS")
                    .putNull("sparkNlp")
                    .put("proven", false)
                    .toString());
            // Then
            Await.until("the next one is first", () -> page.disagreements().size() == 2);
            assertThat(page.disagreements().get(0)).contains("review-8", "Spark NLP no class", "suspected");
            // When
            ObjectNode head = SampleRecords.disagreement("review-9").put("shadow", "spark-head");
            head.set("head", head.remove("sparkNlp"));
            disagreement(head.toString());
            // Then
            Await.until("that of a head is first", () -> page.disagreements().size() == 3);
            assertThat(page.disagreements().get(0)).contains("review-9", "head spark-head positive 0.5134");
            assertThat(page.complaints()).isEmpty();
        }
    }

    @Test
    void the_latest_disagreements_are_shown_and_the_others_when_asked() throws Exception {
        try (DashboardPage page = open()) {
            for (int i = 0; i < 120; i++) {
                disagreement(SampleRecords.disagreement("text-" + i).toString());
            }
            Await.until(
                    "the last one is first",
                    () -> page.disagreements().stream().limit(1).allMatch(first -> first.contains("text-119"))
                            && page.disagreements().size() == 6);
            // When
            page.click("#disagreements-more");
            // Then
            assertThat(page.disagreements()).hasSize(DashboardState.MOST_DISAGREEMENTS);
            assertThat(page.attribute("#disagreements-more", "aria-expanded")).isEqualTo("true");
        }
    }

    @Test
    void an_alert_fires_and_resolves_and_is_told() throws Exception {
        try (DashboardPage page = open()) {
            Await.until("the page is live", () -> page.connection().equals("Live"));
            // When
            alert(SampleRecords.alert("FIRED", 10, 0.8134).toString());
            // Then
            Await.until("it fires", () -> page.firing().size() == 1);
            assertThat(page.firing().get(0))
                    .contains("Warning", "low-agreement", "agreement.rate 0.8134", "below 0.9", "Mar 1, 09:05:00");
            assertThat(page.attribute("#firing-list a", "href"))
                    .isEqualTo("https://example.org/runbooks/low-agreement");
            assertThat(page.attribute("#announcer", "aria-live")).isEqualTo("polite");
            assertThat(page.text("#announcer")).isEqualTo("Warning: low-agreement has fired, agreement.rate is 0.8134");
            // When
            alert(SampleRecords.alert("RESOLVED", 30, 0.95).toString());
            // Then
            Await.until("it resolves", () -> page.firing().isEmpty());
            assertThat(page.text("#announcer")).contains("has resolved");
            assertThat(page.alerts()).hasSize(2);
            assertThat(page.alerts().get(0)).contains("Resolved");
            assertThat(page.alerts().get(1)).contains("Fired");
            assertThat(page.complaints()).isEmpty();
        }
    }

    @Test
    void markup_in_records_does_nothing_and_is_shown_as_it_was_written() throws Exception {
        // Given markup wherever a record has text
        SampleReport report = SampleReport.of(1, 600, 90).segment(SCRIPT).model(IMAGE);
        report.json().put("shadow", IMAGE);
        report.json().putArray("labels").add(SCRIPT).add(IMAGE);
        report.json().withObject("/undefined").put("mcnemar.pValue", SCRIPT);
        report.json().withObject("/values").put("f1.shadowVsPrimary." + IMAGE, 0.5);
        report.json()
                .withArray("causes")
                .addObject()
                .put("cause", SCRIPT)
                .put("title", IMAGE)
                .put("proven", 9)
                .put("suspected", 0);
        report.json()
                .withObject("/distributions/predictedClass")
                .putArray("bins")
                .add(SCRIPT)
                .add(IMAGE);
        report.json().withArray("detectors").addObject().put("name", SCRIPT).put("changes", 1);
        report.json().withObject("/reference").put("kind", IMAGE);
        String disagreement = SampleRecords.disagreement(
                        SCRIPT, List.of("[CLS]", SCRIPT, "good"), List.of("[CLS]", IMAGE, "good"), SCRIPT, IMAGE)
                .put("text", IMAGE + "\u202e" + SCRIPT)
                .set(
                        "huggingFace",
                        SampleRecords.disagreement("")
                                .withObject("/huggingFace")
                                .put("label", IMAGE))
                .toString();
        String alert = SampleRecords.alert("FIRED", 1, 0.8)
                .put("rule", SCRIPT)
                .put("metric", IMAGE)
                .put("severity", IMAGE)
                .put("comparison", SCRIPT)
                .put("runbook", "javascript:alert('run')")
                .toString();
        try (DashboardPage page = open()) {
            // When
            report(report);
            disagreement(disagreement);
            alert(alert);
            send(topics.quality(), SCRIPT);
            // Then it is there to be read
            Await.until(
                    "all is shown",
                    () -> !page.agreement().isEmpty()
                            && page.disagreements().size() == 1
                            && page.firing().size() == 1
                            && page.text("#notices").contains("1 record left out"));
            page.click("#scores-labels summary");
            assertThat(page.disagreements().get(0)).contains(SCRIPT, IMAGE, "U+202E");
            assertThat(page.text("#confusion-body")).contains(SCRIPT, IMAGE);
            assertThat(page.text("#firing-list")).contains(SCRIPT, IMAGE, "javascript:alert('run')");
            assertThat(page.text("#causes-body")).contains(IMAGE);
            assertThat(page.text("#scores-body")).contains(IMAGE);
            assertThat(page.text("#drift")).contains(SCRIPT, IMAGE);
            assertThat(page.evaluate("document.querySelector('#segment').selectedOptions[0].textContent"))
                    .isEqualTo(SCRIPT);
            // Then nothing of it is more than text
            assertThat(page.number("script")).isEqualTo(2);
            assertThat(page.number("img")).isEqualTo(1);
            assertThat(page.number("[onerror]")).isZero();
            assertThat(page.number("#firing-list a")).isZero();
            assertThat(page.complaints()).isEmpty();
        }
    }

    @Test
    void a_segment_that_was_chosen_stays_chosen() throws Exception {
        report(SampleReport.of(1, 600, 30));
        report(SampleReport.of(1, 200, 50).segment("de"));
        try (DashboardPage page = open()) {
            Await.until("all texts are shown", () -> page.agreement().equals("95.0 %"));
            // When
            page.choose("#segment", "de");
            // Then
            Await.until("the segment is shown", () -> page.agreement().equals("75.0 %"));
            // When
            report(SampleReport.of(2, 600, 60));
            report(SampleReport.of(2, 200, 100).segment("de"));
            // Then
            Await.until("its next report is shown", () -> page.agreement().equals("50.0 %"));
            // When
            page.reload();
            // Then
            Await.until("it is shown again", () -> page.agreement().equals("50.0 %"));
            assertThat(page.complaints()).isEmpty();
        }
    }

    @Test
    void a_page_that_is_paused_holds_still_and_catches_up() throws Exception {
        report(SampleReport.of(1, 600, 30));
        try (DashboardPage page = open()) {
            Await.until("the report is shown", () -> page.agreement().equals("95.0 %"));
            // When
            page.click("#pause");
            report(SampleReport.of(2, 600, 60));
            alert(SampleRecords.alert("FIRED", 2, 0.9).toString());
            try (DashboardPage other = open()) {
                Await.until("others see it", () -> other.firing().size() == 1);
            }
            // Then
            assertThat(page.connection()).isEqualTo("Paused");
            assertThat(page.agreement()).isEqualTo("95.0 %");
            // When
            page.click("#pause");
            // Then
            Await.until(
                    "it catches up",
                    () -> page.agreement().equals("90.0 %") && page.firing().size() == 1);
        }
    }

    @Test
    void a_page_finds_a_dashboard_that_was_started_again() throws Exception {
        report(SampleReport.of(1, 600, 30));
        try (DashboardPage page = open()) {
            Await.until("the report is shown", () -> page.agreement().equals("95.0 %"));
            int port = dashboard.url().getPort();
            // When
            dashboard.close();
            // Then
            Await.until("the page says so", () -> page.connection().equals("Dashboard disconnected"));
            // When
            report(SampleReport.of(2, 600, 60));
            alert(SampleRecords.alert("FIRED", 2, 0.9).toString());
            dashboard = start(port);
            // Then
            Await.until(
                    "it is live again",
                    () -> page.connection().equals("Live") && page.agreement().equals("90.0 %"));
            Await.until(
                    "what came meanwhile is told", () -> page.text("#announcer").contains("low-agreement has fired"));
        }
    }

    @Test
    void brokers_that_do_not_answer_are_told() throws Exception {
        // Given
        try (Dashboard alone = Dashboard.start(Map.of("bootstrap.servers", "127.0.0.1:1"), topics, "127.0.0.1", 0);
                DashboardPage page = open(alone.url(), 1400, ColorScheme.LIGHT)) {
            // Then
            Await.until(
                    "the page says so",
                    () -> page.connection().equals("Kafka disconnected")
                            && page.text("#notices").contains("Kafka does not answer (TimeoutException)"));
            assertThat(page.complaints()).isEmpty();
        }
    }

    @Test
    void everything_can_be_reached_by_keyboard_and_is_seen_to_be() throws Exception {
        fill();
        try (DashboardPage page = open()) {
            Await.until("all is shown", () -> filled(page));
            // When
            Set<String> stops = page.tabStops();
            // Then
            assertThat(stops).containsAll(page.controls()).noneMatch(stop -> stop.startsWith("unseen "));
            assertThat(stops).contains("select shadow", "select segment", "button pause", "button disagreements-more");
        }
    }

    @Test
    void it_fits_a_phone_whatever_the_names() throws Exception {
        fill();
        SampleReport report = SampleReport.of(40, 600, 60);
        var labels = report.json().putArray("labels");
        IntStream.range(0, 8).forEach(i -> labels.add(i + "-an-endless-name-without-a-place-to-break-it-anywhere"));
        report(report);
        disagreement(SampleRecords.disagreement("x".repeat(150)).toString());
        try (DashboardPage page = open(dashboard.url(), 360, ColorScheme.LIGHT)) {
            Await.until(
                    "all is shown",
                    () -> filled(page) && page.text("#confusion-body").contains("7-an-endless"));
            assertThat(page.overhang()).isZero();
        }
    }

    @Test
    void there_are_no_barriers_whatever_the_width_and_the_colours() throws Exception {
        try (DashboardPage page = open()) {
            Await.until("the page is live", () -> page.connection().equals("Live"));
            assertThat(page.barriers()).as("empty").isEmpty();
        }
        fill();
        Set<Object> papers = new HashSet<>();
        for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {1400, 360}) {
                try (DashboardPage page = open(dashboard.url(), width, colours)) {
                    Await.until("all is shown", () -> filled(page));
                    for (String part :
                            List.of("#agreement-values", "#scores-labels", "#drift-panels details >> nth=0")) {
                        page.click(part + " >> summary");
                    }
                    assertThat(page.barriers()).as(colours + " " + width).isEmpty();
                    papers.add(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"));
                }
            }
        }
        assertThat(papers).as("dark and light").hasSize(2);
    }

    @Test
    void barriers_are_found_where_there_are_some() throws Exception {
        try (DashboardPage page = open()) {
            Await.until("the page is live", () -> page.connection().equals("Live"));
            // When
            Object unused = page.evaluate(
                    "(() => { const put = (tag, properties, text) => {"
                            + " const element = document.createElement(tag); element.textContent = text ?? '';"
                            + " Object.assign(element, properties); document.querySelector('main').append(element);"
                            + " return element; };"
                            + " put('button'); put('h6', {}, 'deep'); put('i', { id: 'one' }); put('i', { id: 'one' });"
                            + " put('b').setAttribute('aria-describedby', 'nothing');"
                            + " put('table').append(document.createElement('tr'));"
                            + " const pale = put('b', {}, 'pale').style; pale.color = '#aaa'; pale.backgroundColor = '#bbb'; })()");
            // Then
            assertThat(page.barriers())
                    .extracting(barrier -> barrier.replaceFirst("[:0-9<].*", "").trim())
                    .contains(
                            "no name",
                            "skipped heading level",
                            "id twice",
                            "aria-describedby of nothing",
                            "table without headers",
                            "contrast");
        }
    }

    @Test
    void pieces_are_aligned_by_what_both_sides_have() {
        try (DashboardPage page = open()) {
            Object steps = page.evaluate("import('/align.js').then(({ align }) => JSON.stringify(["
                    + "align(['a', 'b', 'c', 'd', 'e'], ['a', 'x', 'c', 'e']),"
                    + "align([], ['a']), align(['a'], ['a']), align(['a', 'b'], ['b', 'a'])]))");
            assertThat(steps)
                    .isEqualTo("[[{\"same\":\"a\"},{\"left\":[\"b\"],\"right\":[\"x\"]},{\"same\":\"c\"},"
                            + "{\"left\":[\"d\"],\"right\":[]},{\"same\":\"e\"}],"
                            + "[{\"left\":[],\"right\":[\"a\"]}],[{\"same\":\"a\"}],"
                            + "[{\"left\":[\"a\"],\"right\":[]},{\"same\":\"b\"},{\"left\":[],\"right\":[\"a\"]}]]");
        }
    }

    @Test
    void an_alignment_holds_all_pieces_of_both_sides_and_no_two_differences_side_by_side() {
        try (DashboardPage page = open()) {
            Object wrong = page.evaluate("import('/align.js').then(({ align }) => { let seed = 1;"
                    + " const next = (n) => { seed = (seed * 48271) % 2147483647; return seed % n; };"
                    + " const row = () => Array.from({ length: next(9) }, () => 'abc'[next(3)]);"
                    + " for (let i = 0; i < 2000; i += 1) { const left = row(); const right = row(); const steps = align(left, right);"
                    + "   const a = steps.flatMap((s) => 'same' in s ? [s.same] : s.left);"
                    + "   const b = steps.flatMap((s) => 'same' in s ? [s.same] : s.right);"
                    + "   const twice = steps.some((s, n) => n > 0 && s.left && steps[n - 1].left);"
                    + "   if (a.join() !== left.join() || b.join() !== right.join() || twice) return left + ' / ' + right; }"
                    + " return ''; })");
            assertThat(wrong).isEqualTo("");
        }
    }

    /** Records of every kind, twenty windows of reports. */
    private void fill() throws Exception {
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

    private static boolean filled(DashboardPage page) {
        return page.connection().equals("Live")
                && !page.agreement().isEmpty()
                && page.disagreements().size() == 6
                && page.firing().size() == 1
                && page.text("#notices").contains("1 record left out");
    }

    private void report(SampleReport report) throws Exception {
        send(topics.quality(), report.json().toString());
    }

    private void alert(String alert) throws Exception {
        send(topics.alerts(), alert);
    }

    private void disagreement(String disagreement) throws Exception {
        send(topics.disagreements(), disagreement);
    }

    private void send(String topic, String value) throws Exception {
        kafka.send(List.of(record(topic, value)));
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String value) {
        return new ProducerRecord<>(topic, null, value.getBytes(StandardCharsets.UTF_8));
    }

    private DashboardPage open() {
        return open(dashboard.url(), 1400, ColorScheme.LIGHT);
    }

    private DashboardPage open(URI url, int width, ColorScheme colours) {
        DashboardPage page = chromium.page(width, 1000, colours);
        page.open(url);
        return page;
    }
}
