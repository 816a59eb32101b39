package dev.parallax.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.evaluate.QualityReport.NamedCount;
import dev.parallax.evaluate.alert.AlertGauges;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.infer.model.ModelId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QualityGaugesTest {

    private static final ModelId MODEL = new ModelId("sentiment", "0123456789abcdef");
    private static final String IN_ALL = "{model=sentiment,segment=all,shadow=spark-nlp}";

    private final RegisteredMetrics metrics = new RegisteredMetrics();
    private final QualityGauges gauges = new QualityGauges(metrics.group());

    @Test
    void nothing_but_counters_is_there_before_the_first_report() {
        assertThat(metrics.values()).isEqualTo(Map.of("_qualityReports{}", 0L, "_reportsWithoutGauges{}", 0L));
    }

    @Test
    void the_numbers_of_a_report_are_gauges_in_the_groups_of_what_it_is_on() {
        // When
        gauges.update(report("", 60_000, 0.9));
        // Then
        assertThat(metrics.values())
                .containsEntry("model_shadow_segment_agreementRate" + IN_ALL, 0.9)
                .containsEntry("model_shadow_segment_agreementKappa" + IN_ALL, Double.NaN)
                .containsEntry("model_shadow_segment_records" + IN_ALL, 10.0)
                .containsEntry("model_shadow_segment_windowEndSeconds" + IN_ALL, 60.0)
                .containsEntry("_qualityReports{}", 1L)
                .hasSize(6);
    }

    @Test
    void names_that_are_not_declared_have_no_gauge() {
        // Given
        QualityReport report = report("", 60_000, 0.9);
        // Then
        assertThat(report.value("f1.shadowVsPrimary.spark.f1ByLabel.negative")).isPresent();
        assertThat(report.counts()).contains(new NamedCount("other", 3));
        // When
        gauges.update(report);
        // Then
        assertThat(metrics.values().keySet()).noneMatch(name -> name.contains("ByLabel") || name.contains("other"));
    }

    @Test
    void a_later_window_takes_the_place_of_an_earlier_one_and_not_the_other_way_round() {
        gauges.update(report("", 60_000, 0.9));
        gauges.update(report("", 90_000, 0.8));
        gauges.update(report("", 60_000, 0.7));
        assertThat(metrics.values())
                .containsEntry("model_shadow_segment_agreementRate" + IN_ALL, 0.8)
                .containsEntry("model_shadow_segment_windowEndSeconds" + IN_ALL, 90.0)
                .containsEntry("_qualityReports{}", 3L);
    }

    @Test
    void a_revision_of_the_window_that_is_shown_is_shown() {
        gauges.update(report("", 60_000, 0.9));
        gauges.update(report("", 60_000, 0.7));
        assertThat(metrics.values()).containsEntry("model_shadow_segment_agreementRate" + IN_ALL, 0.7);
    }

    @Test
    void each_segment_has_gauges_of_its_own_and_none_is_taken_for_all_texts() {
        gauges.update(report("", 60_000, 0.9));
        gauges.update(report("de", 60_000, 0.8));
        gauges.update(report("all", 60_000, 0.7));
        assertThat(metrics.values())
                .containsEntry("model_shadow_segment_agreementRate" + IN_ALL, 0.9)
                .containsEntry("model_shadow_segment_agreementRate{model=sentiment,segment=de,shadow=spark-nlp}", 0.8)
                .containsEntry(
                        "model_shadow_segment_agreementRate{model=sentiment,segment=all (segment),shadow=spark-nlp}",
                        0.7);
    }

    @Test
    void segments_beyond_a_number_have_no_gauges_and_are_counted_but_all_texts_always_have() {
        for (int i = 0; i < SegmentGroups.MAX_SEGMENTS + 3; i++) {
            gauges.update(report("s" + i, 60_000, 0.5));
        }
        gauges.update(report("", 60_000, 0.9));
        gauges.update(report("s0", 90_000, 0.6));
        assertThat(metrics.values().keySet().stream().filter(name -> name.contains("agreementRate")))
                .hasSize(SegmentGroups.MAX_SEGMENTS + 1);
        assertThat(metrics.values())
                .containsEntry("_reportsWithoutGauges{}", 3L)
                .containsEntry("model_shadow_segment_agreementRate" + IN_ALL, 0.9)
                .containsEntry("model_shadow_segment_agreementRate{model=sentiment,segment=s0,shadow=spark-nlp}", 0.6);
    }

    @Test
    void a_gauge_is_named_as_its_number_is_without_the_dots() {
        assertThat(QualityGauges.VALUES)
                .containsEntry("agreement.rate", "agreementRate")
                .containsEntry("f1.shadowVsPrimary.sklearn.f1.macro", "f1ShadowVsPrimarySklearnF1Macro")
                .containsEntry("drift.predictedClass.psi", "driftPredictedClassPsi")
                .hasSizeGreaterThanOrEqualTo(19)
                .allSatisfy((name, gauge) -> assertThat(gauge)
                        .isEqualTo(Pattern.compile("\\.(.)")
                                .matcher(name)
                                .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT))));
        assertThat(QualityGauges.COUNTS)
                .contains("records", "late")
                .doesNotContain("tokens")
                .hasSizeGreaterThanOrEqualTo(13);
    }

    private static QualityReport report(String segment, long endMillis, double agreement) {
        return new QualityReport(
                0,
                endMillis,
                30_000,
                MODEL,
                "spark-nlp",
                segment,
                0,
                true,
                List.of("negative", "positive"),
                List.of(new NamedCount("records", 10), new NamedCount("other", 3)),
                List.of(),
                List.of(),
                List.of(
                        MetricValue.of("agreement.rate", agreement),
                        MetricValue.undefined("agreement.kappa", "one class only"),
                        MetricValue.of("f1.shadowVsPrimary.spark.f1ByLabel.negative", 0.4)),
                List.of(),
                List.of(),
                null);
    }

    @Test
    void an_alert_is_one_while_it_is_out_for_every_rule_that_was_looked_at() {
        // Given
        AlertGauges alerts = new AlertGauges(metrics.group());
        QualityReport report = report("", 60_000, 0.9);
        String low =
                "model_shadow_segment_rule_alertFiring{model=sentiment,rule=low-agreement,segment=all,shadow=spark-nlp}";
        String drift = "model_shadow_segment_rule_alertFiring{model=sentiment,rule=drift,segment=all,shadow=spark-nlp}";
        // When
        alerts.update(report, "low-agreement", true);
        alerts.update(report, "drift", false);
        // Then
        assertThat(metrics.values()).containsEntry(low, 1).containsEntry(drift, 0);
        alerts.update(report, "low-agreement", false);
        assertThat(metrics.values()).containsEntry(low, 0).containsEntry(drift, 0);
    }
}
