package dev.parallax.job.dashboard.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.job.dashboard.SampleRecords;
import dev.parallax.job.dashboard.SampleReport;
import dev.parallax.job.endpoint.tail.TailStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardStateTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final DashboardTopics TOPICS = new DashboardTopics("quality", "alerts", "disagreements");

    private final Audience audience = new Audience(1);
    private final DashboardState state = new DashboardState(TOPICS, audience);
    private final RecordReader reader = new RecordReader(TOPICS, state);

    @Test
    void the_latest_report_is_shown_with_the_course_before_it() throws Exception {
        // When
        report(SampleReport.of(1, 600, 30));
        report(SampleReport.of(3, 600, 120));
        report(SampleReport.of(2, 600, 60));
        // Then
        JsonNode shown = json().get("shown");
        assertThat(shown.at("/report/counts/disagreed").asInt()).isEqualTo(120);
        assertThat(shown.at("/report/values/agreement.rate").asDouble()).isEqualTo(0.8);
        assertThat(shown.at("/report/values/mcnemar.pValue").isNull()).isTrue();
        assertThat(shown.at("/report/undefined/mcnemar.pValue").asText()).isEqualTo("no labels in the window");
        assertThat(shown.get("history").findValuesAsText("rate")).containsExactly("0.95", "0.9", "0.8");
    }

    @Test
    void a_report_that_is_issued_again_takes_the_earlier_ones_place_and_no_older_form_takes_its() throws Exception {
        report(SampleReport.of(1, 600, 60));
        report(SampleReport.of(1, 600, 30));
        report(SampleReport.of(1, 600, 6).revision(2));
        // When older forms come late
        report(SampleReport.of(1, 600, 60));
        report(SampleReport.of(1, 600, 12).revision(1));
        // Then
        JsonNode shown = json().get("shown");
        assertThat(shown.at("/report/revision").asInt()).isEqualTo(2);
        assertThat(shown.get("history").findValuesAsText("rate")).containsExactly("0.99");
    }

    @Test
    void the_course_forgets_its_oldest_points() throws Exception {
        // When
        for (int slide = 0; slide < Series.LONGEST + 10; slide++) {
            report(SampleReport.of(slide, 600, 30));
        }
        report(SampleReport.of(0, 600, 300));
        // Then
        JsonNode history = json().at("/shown/history");
        assertThat(history).hasSize(Series.LONGEST);
        assertThat(history.get(0).get("end").asLong())
                .isEqualTo(SampleReport.START
                        .plus(SampleReport.SLIDE.multipliedBy(10))
                        .toEpochMilli());
        assertThat(history.findValuesAsText("rate")).doesNotContain("0.5");
    }

    @Test
    void each_segment_has_a_course_of_its_own_and_all_texts_are_shown_unless_asked() throws Exception {
        // When
        report(SampleReport.of(5, 600, 30));
        report(SampleReport.of(6, 200, 100).segment("de"));
        // Then
        assertThat(json().get("series").findValuesAsText("segment")).containsExactly("", "de");
        assertThat(json().at("/shown/series/segment").asText()).isEmpty();
        JsonNode asked = json(Optional.of(new SeriesKey("sentiment", "spark-nlp", "de")));
        assertThat(asked.at("/shown/report/values/agreement.rate").asDouble()).isEqualTo(0.5);
        JsonNode unknown = json(Optional.of(new SeriesKey("sentiment", "spark-nlp", "fr")));
        assertThat(unknown.at("/shown/series/segment").asText()).isEmpty();
    }

    @Test
    void segments_beyond_the_limit_are_counted_and_not_kept() throws Exception {
        // When
        for (int segment = 0; segment < DashboardState.MOST_SERIES + 3; segment++) {
            report(SampleReport.of(1, 600, 30).segment("tenant-" + segment));
        }
        report(SampleReport.of(2, 600, 30).segment("tenant-1"));
        // Then
        assertThat(json().get("series")).hasSize(DashboardState.MOST_SERIES);
        assertThat(json().at("/status/reportsNotShown").asInt()).isEqualTo(3);
    }

    @Test
    void an_alert_fires_until_it_resolves_whatever_comes_late() throws Exception {
        // When
        alert("FIRED", 10, 0.8);
        // Then
        assertThat(json().get("firing").findValuesAsText("rule")).containsExactly("low-agreement");
        // When
        alert("RESOLVED", 20, 0.95);
        alert("FIRED", 9, 0.79);
        // Then
        assertThat(json().get("firing")).isEmpty();
        assertThat(json().get("alerts").findValuesAsText("state")).containsExactly("FIRED", "RESOLVED", "FIRED");
    }

    @Test
    void alerts_and_disagreements_forget_their_oldest() throws Exception {
        // When
        for (int i = 0; i < DashboardState.MOST_ALERTS + 5; i++) {
            alert(i % 2 == 0 ? "FIRED" : "RESOLVED", i, 0.5);
            disagreement("text-" + i);
        }
        // Then
        assertThat(json().get("alerts")).hasSize(DashboardState.MOST_ALERTS);
        JsonNode disagreements = json().get("disagreements");
        assertThat(disagreements).hasSize(Disagreements.MOST_OF_EACH);
        assertThat(disagreements.get(0).get("id").asText()).isEqualTo("text-" + (DashboardState.MOST_ALERTS + 4));
        assertThat(disagreements.get(0).get("timeMillis").asLong()).isEqualTo(17);
        assertThat(disagreements.get(0).at("/causes/0/title").asText()).isEqualTo("contraction");
    }

    @Test
    void disagreements_are_those_with_the_shadow_of_the_report() throws Exception {
        // Given
        report(SampleReport.of(1, 600, 30));
        report(SampleReport.of(0, 600, 30).shadow("spark-head"));
        disagreement("of-the-twin");
        reader.onRecord(
                "disagreements", 17, SampleRecords.bytes(SampleRecords.disagreement("of-the-head", "spark-head")));
        // Then those of the shadow whose report is the latest, unless asked
        assertThat(json().get("disagreements").findValuesAsText("id")).containsExactly("of-the-twin");
        for (String segment : List.of("", "a segment that is not there")) {
            JsonNode asked = json(Optional.of(new SeriesKey("sentiment", "spark-head", segment)));
            String shadow = asked.at("/shown/series/shadow").asText();
            assertThat(asked.get("disagreements").findValuesAsText("id"))
                    .containsExactly(shadow.equals("spark-head") ? "of-the-head" : "of-the-twin");
        }
    }

    @Test
    void without_a_report_disagreements_are_of_all_shadows_unless_asked() throws Exception {
        // When
        disagreement("of-the-twin");
        reader.onRecord(
                "disagreements", 17, SampleRecords.bytes(SampleRecords.disagreement("of-the-head", "spark-head")));
        // Then
        assertThat(json().get("disagreements").findValuesAsText("id")).containsExactly("of-the-head", "of-the-twin");
        assertThat(json(Optional.of(new SeriesKey("sentiment", "spark-nlp", "")))
                        .get("disagreements")
                        .findValuesAsText("id"))
                .containsExactly("of-the-twin");
    }

    @Test
    void half_a_pair_of_surrogates_in_a_name_is_what_the_page_can_ask_for() throws Exception {
        // When
        String report = SampleReport.of(1, 600, 30).shadow("HALF").json().toString();
        String disagreement = SampleRecords.disagreement("text-1", "HALF").toString();
        reader.onRecord("quality", 0, report.replace("HALF", "\\ud83d").getBytes(StandardCharsets.UTF_8));
        reader.onRecord(
                "disagreements", 0, disagreement.replace("HALF", "\\ud83d").getBytes(StandardCharsets.UTF_8));
        // Then
        JsonNode asked = json(Optional.of(new SeriesKey("sentiment", "?", "")));
        assertThat(asked.at("/shown/series/shadow").asText()).isEqualTo("?");
        assertThat(asked.get("disagreements")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"schema\":\"parallax.quality/1\"}",
                "{\"schema\":\"parallax.quality/2\",\"window\":{\"start\":\"2026-01-01T00:00:00Z\","
                        + "\"end\":\"2026-01-01T00:10:00Z\"},\"model\":{\"name\":\"m\"},\"shadow\":\"s\"}",
                "{\"schema\":\"parallax.quality/1\",\"window\":{\"start\":\"yesterday\","
                        + "\"end\":\"2026-01-01T00:10:00Z\"},\"model\":{\"name\":\"m\"},\"shadow\":\"s\"}",
                "{\"schema\":\"parallax.quality/1\",\"window\":{\"start\":\"2026-01-01T00:00:00Z\","
                        + "\"end\":\"2026-01-01T00:10:00Z\"},\"model\":{\"name\":\"m\"},\"shadow\":\"s\","
                        + "\"counts\":{\"records\":\"many\"}}",
                "{\"schema\":\"parallax.quality/1\",\"window\":{\"start\":\"2026-01-01T00:00:00Z\","
                        + "\"end\":\"2026-01-01T00:10:00Z\"},\"model\":{\"name\":\"m\"},\"shadow\":\"s\",\"matrix\":[[0,1]]}",
                "{\"schema\":\"parallax.quality/1\",\"window\":{\"start\":\"2026-01-01T00:00:00Z\","
                        + "\"end\":\"2026-01-01T00:10:00Z\"},\"model\":{\"name\":\"m\"},\"shadow\":\"s\"} {}",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                "text that is no JSON"
            })
    void what_is_no_report_is_counted(String value) throws Exception {
        // When
        reader.onRecord("quality", 0, value.getBytes(StandardCharsets.UTF_8));
        // Then
        assertThat(json().at("/status/unreadable/quality").asInt()).isEqualTo(1);
        assertThat(json().get("series")).isEmpty();
    }

    @Property(tries = 200)
    void no_bytes_whatever_are_more_than_one_record_that_is_left_out(@ForAll byte[] value) throws Exception {
        // Given
        DashboardState fresh = new DashboardState(TOPICS, new Audience(1));
        RecordReader foreign = new RecordReader(TOPICS, fresh);
        // When
        TOPICS.all().forEach(topic -> foreign.onRecord(topic, 0, value));
        // Then
        JsonNode status = MAPPER.readTree(fresh.json(Optional.empty())).get("status");
        TOPICS.all()
                .forEach(topic ->
                        assertThat(status.get("unreadable").get(topic).asInt()).isEqualTo(1));
    }

    @Test
    void records_that_are_too_large_are_counted() throws Exception {
        // Given
        String padding = " ".repeat(RecordReader.LARGEST_REPORT);
        byte[] report = (SampleReport.of(1, 600, 30).json() + padding).getBytes(StandardCharsets.UTF_8);
        // When
        reader.onRecord("quality", 0, report);
        // Then
        assertThat(json().at("/status/unreadable/quality").asInt()).isEqualTo(1);
        assertThat(json().get("series")).isEmpty();
    }

    @Test
    void a_report_of_two_hundred_classes_is_taken_whole() throws Exception {
        // Given
        SampleReport report = SampleReport.of(1, 600, 30);
        var matrix = report.json().putArray("matrix");
        var labels = report.json().putArray("labels");
        for (int primary = 0; primary < 200; primary++) {
            labels.add("a class with a longish name, number " + primary);
            for (int shadow = 0; shadow <= 200; shadow++) {
                matrix.addArray().add(primary).add(shadow).add(1_000_000 + shadow);
            }
        }
        // When
        report(report);
        // Then
        assertThat(json().at("/shown/report/matrix")).hasSize(200 * 201);
    }

    @Test
    void what_a_report_does_not_say_is_empty() throws Exception {
        // When
        reader.onRecord(
                "quality",
                0,
                ("{\"schema\":\"parallax.quality/1\",\"window\":{\"start\":\"2026-01-01T00:00:00Z\","
                                + "\"end\":\"2026-01-01T00:10:00Z\"},\"model\":{\"name\":\"m\"},\"shadow\":\"s\","
                                + "\"new\":{\"in\":\"a later version\"}}")
                        .getBytes(StandardCharsets.UTF_8));
        // Then
        JsonNode report = json().at("/shown/report");
        assertThat(report.get("values")).isEmpty();
        assertThat(report.get("reference").isNull()).isTrue();
        assertThat(report.has("new")).isFalse();
    }

    @Test
    void long_names_and_texts_are_cut_and_no_pair_of_surrogates_with_them() throws Exception {
        // Given
        String text = "a" + "😀".repeat(2000);
        // When
        reader.onRecord(
                "disagreements",
                0,
                SampleRecords.bytes(
                        SampleRecords.disagreement("id".repeat(1000)).put("text", text)));
        // Then
        JsonNode shown = json().at("/disagreements/0");
        assertThat(shown.get("id").asText()).hasSize(201).endsWith("…");
        assertThat(shown.get("text").asText()).startsWith("a😀").endsWith("😀…").hasSizeLessThanOrEqualTo(1001);
    }

    @Test
    void a_page_is_told_of_changes_after_the_state_that_it_has() throws Exception {
        // Given
        report(SampleReport.of(1, 600, 30));
        Subscription page = audience.join(Optional.of(new SeriesKey("sentiment", "spark-nlp", "")))
                .orElseThrow();
        long number = json().get("number").asLong();
        // When
        report(SampleReport.of(2, 600, 60));
        report(SampleReport.of(2, 600, 60).segment("de"));
        alert("FIRED", 2, 0.8);
        disagreement("text-1");
        state.kafka(new TailStatus(false, List.of(), "TimeoutException"));
        // Then
        List<Event> events = page.take(Duration.ofSeconds(10));
        assertThat(events)
                .extracting(Event::kind)
                .containsExactly(
                        Event.Kind.REPORT,
                        Event.Kind.SERIES,
                        Event.Kind.ALERT,
                        Event.Kind.DISAGREEMENT,
                        Event.Kind.STATUS);
        assertThat(events).extracting(Event::number).isSorted().allMatch(after -> after > number);
        assertThat(MAPPER.readTree(events.get(0).data()).at("/point/rate").asDouble())
                .isEqualTo(0.9);
        assertThat(MAPPER.readTree(events.get(2).data()).get("firing")).hasSize(1);
        assertThat(MAPPER.readTree(events.get(4).data()).get("problem").asText())
                .isEqualTo("TimeoutException");
        assertThat(json().get("number").asLong()).isEqualTo(events.get(4).number());
    }

    private void report(SampleReport report) {
        reader.onRecord("quality", 0, report.bytes());
    }

    private void alert(String alert, int slide, double value) {
        reader.onRecord("alerts", 0, SampleRecords.bytes(SampleRecords.alert(alert, slide, value)));
    }

    private void disagreement(String id) {
        reader.onRecord("disagreements", 17, SampleRecords.bytes(SampleRecords.disagreement(id)));
    }

    private JsonNode json() throws JsonProcessingException {
        return json(Optional.empty());
    }

    private JsonNode json(Optional<SeriesKey> asked) throws JsonProcessingException {
        return MAPPER.readTree(state.json(asked));
    }
}
