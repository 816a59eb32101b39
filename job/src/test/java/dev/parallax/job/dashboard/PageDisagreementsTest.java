package dev.parallax.job.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.job.dashboard.state.Disagreements;
import dev.parallax.job.pipeline.Await;
import dev.parallax.job.pipeline.KafkaTopics;
import org.junit.jupiter.api.Test;

/** Which disagreements the page shows as they come, and what of them. */
@InChromium
class PageDisagreementsTest extends DashboardInBrowser {

    PageDisagreementsTest(KafkaTopics kafka) {
        super(kafka);
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
            assertThat(page.disagreements()).hasSize(Disagreements.MOST_OF_EACH);
            assertThat(page.attribute("#disagreements-more", "aria-expanded")).isEqualTo("true");
        }
    }

    @Test
    void disagreements_are_those_with_the_shadow_that_was_chosen() throws Exception {
        // Given two shadows, of which one disagrees more often than is kept
        report(SampleReport.of(1, 600, 30));
        report(SampleReport.of(1, 600, 60).shadow("spark-head"));
        disagreement(
                SampleRecords.disagreement("text-of-the-head", "spark-head").toString());
        for (int i = 0; i < Disagreements.MOST_OF_EACH + 10; i++) {
            disagreement(SampleRecords.disagreement("text-" + i).toString());
        }
        try (DashboardPage page = open()) {
            Await.until("a shadow is shown", () -> !page.agreement().isEmpty());
            // When
            page.choose("#shadow", "spark-head");
            // Then
            Await.until(
                    "its report is shown",
                    () -> page.agreement().equals("90.0 %")
                            && page.disagreements().size() == 1);
            assertThat(page.disagreements().get(0)).contains("text-of-the-head", "head spark-head positive 0.5134");
            assertThat(page.text("#disagreements-title")).isEqualTo("Latest disagreements with spark-head");
            // When both disagree again
            disagreement(SampleRecords.disagreement("text-of-the-twin").toString());
            disagreement(
                    SampleRecords.disagreement("next-of-the-head", "spark-head").toString());
            // Then
            Await.until("the head's is first", () -> page.disagreements().size() == 2);
            assertThat(page.disagreements().get(0)).contains("next-of-the-head");
            // When it is paused, and the other shadow is chosen
            page.click("#pause");
            page.choose("#shadow", "spark-nlp");
            // Then
            Await.until(
                    "the other's are shown",
                    () -> page.agreement().equals("95.0 %")
                            && page.disagreements().get(0).contains("text-of-the-twin"));
            assertThat(page.text("#disagreements-list")).doesNotContain("of-the-head");
            assertThat(page.complaints()).isEmpty();
        }
    }
}
