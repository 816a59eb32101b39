package dev.parallax.job.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.parallax.job.pipeline.Await;
import dev.parallax.job.pipeline.KafkaTopics;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests that the page shows reports and alerts as they arrive. */
@InChromium
class PageNumbersTest extends DashboardInBrowser {

    PageNumbersTest(KafkaTopics kafka) {
        super(kafka);
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
    void numbers_that_round_to_nothing_have_no_sign_and_are_not_shown_as_none() {
        try (DashboardPage page = open()) {
            assertThat(page.evaluate("import('/format.js').then(({ points, smallScore }) =>"
                            + " [-0.00001, 0, 0.0014, -0.0014].map(points).concat([0, 0.00001,"
                            + " 0.25].map(smallScore)).join('|'))"))
                    .isEqualTo("0.00 points|0.00 points|+0.14 points|−0.14 points|0.0000|< 0.0001|0.2500");
        }
    }

    @Test
    void what_only_spark_nlp_has_is_not_said_of_a_head() throws Exception {
        report(SampleReport.of(1, 600, 30));
        try (DashboardPage page = open()) {
            Await.until("the twin is shown", () -> page.agreement().equals("95.0 %"));
            assertThat(page.text("#agreement-now")).contains("same token ids");
            // When
            report(SampleReport.of(1, 600, 60).shadow("spark-head"));
            Await.until("there is a choice", () -> page.number("#shadow option") == 2);
            page.choose("#shadow", "spark-head");
            // Then
            Await.until("the head is shown", () -> page.agreement().equals("90.0 %"));
            assertThat(page.text("#agreement-now")).doesNotContain("same token ids");
        }
    }

    @Test
    void agreement_says_what_it_is_of_and_why_it_is_too_high() throws Exception {
        // Given a shadow that left texts out, and F1 that misleads too
        SampleReport report = SampleReport.of(1, 600, 30);
        report.json()
                .withObject("/counts")
                .put("records", 1200)
                .put("sampled", 1200)
                .put("shed", 400);
        report.json().put("complete", false);
        report.warning("The shadow left out 40 % of the texts.", "agreement.rate", "disagreement.rate");
        report.warning("Nearly all texts are 'positive'.", "f1.shadowVsPrimary.spark.f1");
        report(report);
        try (DashboardPage page = open()) {
            Await.until("the report is shown", () -> page.agreement().equals("95.0 %"));
            // Then
            assertThat(page.text("#agreement-now .compared")).isEqualTo("600 compared of 1,200 classified, 50.0 %");
            assertThat(page.text("#agreement-now .facts"))
                    .contains("of all sampled texts\n94.7 %, 95 % interval 92.6 to 96.3 %");
            assertThat(page.text("#agreement-now .warning"))
                    .contains("Misleading: The shadow left out 40 % of the texts.")
                    .contains("Misleading: 198 comparisons had not come when the window left.")
                    .doesNotContain("Nearly all");
            assertThat(page.text("#scores-body .warning")).isEqualTo("Misleading: Nearly all texts are 'positive'.");
            // When a window comes in which nothing was compared
            report(SampleReport.of(2, 0, 0)
                    .undefined("agreement.rate", "nothing was compared")
                    .undefined("agreement.poststratified.rate", "it is not known"));
            // Then
            Await.until(
                    "it says why",
                    () -> page.text("#agreement-now .answer").contains("not defined: nothing was compared"));
            assertThat(page.text("#agreement-now .compared")).isEqualTo("0 compared of 14 classified, 0.0 %");
            assertThat(page.text("#agreement-now .facts"))
                    .contains("of all sampled texts\n–\nnot defined: it is not known");
            // When all that were sampled were compared
            SampleReport whole = SampleReport.of(3, 600, 30);
            whole.json()
                    .withObject("/counts")
                    .put("sampled", 600)
                    .put("shed", 0)
                    .put("failed", 0);
            report(whole);
            // Then there is nothing to add
            Await.until("it is shown", () -> page.agreement().equals("95.0 %"));
            assertThat(page.text("#agreement-now .facts")).doesNotContain("sampled");
            assertThat(page.number(".warning")).isZero();
            assertThat(page.complaints()).isEmpty();
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
                    "what came meanwhile is announced",
                    () -> page.text("#announcer").contains("low-agreement has fired"));
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
}
