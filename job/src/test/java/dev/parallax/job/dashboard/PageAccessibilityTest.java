package dev.parallax.job.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.parallax.job.pipeline.Await;
import dev.parallax.job.pipeline.KafkaTopics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The page by keyboard, on a phone, in the dark, and with a screen reader. */
@InChromium
class PageAccessibilityTest extends DashboardInBrowser {

    PageAccessibilityTest(KafkaTopics kafka) {
        super(kafka);
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
            Object unused = page.evaluate("(() => { const put = (tag, properties, text) => {"
                    + " const element = document.createElement(tag); element.textContent = text ?? '';"
                    + " Object.assign(element, properties); document.querySelector('main').append(element);"
                    + " return element; };"
                    + " put('button'); put('h6', {}, 'deep'); put('i', { id: 'one' }); put('i', { id: 'one' });"
                    + " put('b').setAttribute('aria-describedby', 'nothing');"
                    + " put('table').append(document.createElement('tr'));"
                    + " const pale = put('b', {}, 'pale').style; pale.color = '#aaa';"
                    + " pale.backgroundColor = '#bbb'; })()");
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
}
