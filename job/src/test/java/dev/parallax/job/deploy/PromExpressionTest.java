package dev.parallax.job.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromExpressionTest {

    @Test
    void metrics_are_told_from_functions_keywords_labels_and_text() {
        PromExpression expression =
                PromExpression.of("sum by (job_name, model) (rate(one{reason=~\"two|three\", b!=\"by (four)\"}[5m]))"
                        + " / on (job_name) group_left (model) five:rate5m > 1e-3 and avg_over_time(six[6h]"
                        + " offset 5m) == bool 0"
                        + " or absent(seven) unless quantile(0.5, seven {c='eight{d=\"}'})");
        assertThat(expression.metrics())
                .isEqualTo(Map.of(
                        "one", Set.of("reason", "b"),
                        "five:rate5m", Set.of(),
                        "six", Set.of(),
                        "seven", Set.of("c")));
        assertThat(expression.grouping()).containsExactlyInAnyOrder("job_name", "model");
    }
}
