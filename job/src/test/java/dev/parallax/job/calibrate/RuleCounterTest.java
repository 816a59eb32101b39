package dev.parallax.job.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.QualityReport.NamedCount;
import dev.parallax.evaluate.alert.Alert;
import dev.parallax.evaluate.alert.Alert.Severity;
import dev.parallax.evaluate.alert.AlertEvaluation;
import dev.parallax.evaluate.alert.AlertRule;
import dev.parallax.evaluate.alert.AlertRule.Comparison;
import dev.parallax.evaluate.alert.AlertState;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.infer.model.ModelId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RuleCounterTest {

    @Property
    void a_rule_fires_as_often_as_on_reports(
            @ForAll @Size(max = 80) List<@IntRange(max = 11) Integer> tenths,
            @ForAll @IntRange(max = 3) int lasting,
            @ForAll @IntRange(max = 4) int hysteresis,
            @ForAll boolean above) {
        // Given
        AlertRule rule = new AlertRule(
                "r",
                "agreement.rate",
                above ? Comparison.ABOVE : Comparison.BELOW,
                0.5,
                above ? 0.5 - hysteresis / 10.0 : 0.5 + hysteresis / 10.0,
                lasting,
                8,
                Severity.INFO,
                "");
        RuleCounter counter = new RuleCounter(rule);
        AlertState state = AlertState.initial(rule);
        long fired = 0;
        for (int end = 1; end <= tenths.size(); end++) {
            // When
            int tenth = tenths.get(end - 1);
            double value = tenth == 11 ? Double.NaN : tenth / 10.0;
            long texts = tenth == 3 ? 7 : 8;
            AlertEvaluation evaluation = AlertEvaluation.of(state, report(end, value, texts));
            state = evaluation.state();
            boolean fires = evaluation
                    .alert()
                    .map(alert -> alert.state() == Alert.State.FIRED)
                    .orElse(false);
            fired += fires ? 1 : 0;
            // Then
            assertThat(counter.after(end, value, texts)).isEqualTo(fires);
            assertThat(counter.fired()).isEqualTo(fired);
        }
    }

    private static QualityReport report(int end, double value, long texts) {
        MetricValue number = Double.isNaN(value)
                ? MetricValue.undefined("agreement.rate", "none")
                : MetricValue.of("agreement.rate", value);
        return new QualityReport(
                end - 10,
                end,
                1,
                new ModelId("m", "0"),
                "spark-nlp",
                "",
                0,
                true,
                List.of(),
                List.of(new NamedCount("compared", texts)),
                List.of(),
                List.of(),
                List.of(number),
                List.of(),
                List.of(),
                null);
    }
}
