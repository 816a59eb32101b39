package dev.parallax.job.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.job.pipeline.Await;
import dev.parallax.job.pipeline.KafkaTopics;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Malicious records: their content is shown as text and is never executed. */
@InChromium
class PageHostileRecordsTest extends DashboardInBrowser {

    private static final String SCRIPT = "<script>alert('run')</script>";
    private static final String IMAGE = "<img src=x onerror=\"alert('run')\">";

    PageHostileRecordsTest(KafkaTopics kafka) {
        super(kafka);
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
                .put("shadow", IMAGE)
                .<ObjectNode>set("model", report.json().get("model"))
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

    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {
                SCRIPT,
                IMAGE,
                "a & b=c#d?e/f%20g+h",
                "\u202eleft\nright\0",
                "__proto__",
                "spark-nlp\",\"segment\":\"",
                "😀"
            })
    void a_shadow_is_chosen_whatever_its_name(String name) throws Exception {
        // Given
        report(SampleReport.of(1, 600, 30));
        report(SampleReport.of(1, 600, 60).shadow(name));
        disagreement(SampleRecords.disagreement("text-of-the-twin").toString());
        disagreement(SampleRecords.disagreement("text-of-the-head", name).toString());
        try (DashboardPage page = open()) {
            Await.until("there is a choice", () -> page.number("#shadow option") == 2);
            // When each is chosen
            page.choose("#shadow", "spark-nlp");
            Await.until("the twin's is shown", () -> page.agreement().equals("95.0 %"));
            assertThat(page.disagreements()).singleElement().asString().contains("text-of-the-twin");
            page.evaluate("(() => { const select = document.querySelector('#shadow');"
                    + " select.selectedIndex = 1 - select.selectedIndex;"
                    + " select.dispatchEvent(new Event('change')); })()");
            // Then
            Await.until("the head's is shown", () -> page.agreement().equals("90.0 %"));
            assertThat(page.disagreements()).singleElement().asString().contains("text-of-the-head");
            // When more comes, and the page is opened again by its address
            disagreement(SampleRecords.disagreement("next-of-the-twin").toString());
            disagreement(SampleRecords.disagreement("next-of-the-head", name).toString());
            Await.until("the next is shown", () -> page.disagreements().size() == 2);
            page.reload();
            // Then
            Await.until("it is shown again", () -> page.disagreements().size() == 2);
            assertThat(page.agreement()).isEqualTo("90.0 %");
            assertThat(page.text("#disagreements-list")).doesNotContain("of-the-twin");
            assertThat(page.number("script")).isEqualTo(2);
            assertThat(page.number("img")).isEqualTo(1);
            assertThat(page.complaints()).isEmpty();
        }
    }
}
