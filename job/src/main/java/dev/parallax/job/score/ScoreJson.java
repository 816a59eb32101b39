package dev.parallax.job.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.evaluate.f1.F1ByName;
import dev.parallax.evaluate.f1.F1Options;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.evaluate.stats.ChanceCorrectedAgreement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The output of {@code parallax score}: F1 by every name, and an explanation of the differences. */
public final class ScoreJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ScoreJson() {}

    /**
     * One flat JSON object, on one line: {@code records}, {@code positive} (the class of binary F1, or null), each
     * number by its name, kappa and AC1, the share of the most frequent class, and {@code why}. A metric that is not
     * defined is null, with the reason in a field with its name and the suffix {@code .reason}.
     *
     * @param pairs the pairs to score
     * @param options parameters of the metrics
     */
    public static String json(LabelPairs pairs, F1Options options) {
        try {
            return MAPPER.writeValueAsString(tree(pairs, options));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of numbers and strings could not be written", e);
        }
    }

    private static @Nullable String positive(LabelPairs pairs, F1Options options) {
        return F1ByName.positive(pairs.labels(), options).orElse(null);
    }

    /** As {@link #json}, as a tree. */
    public static ObjectNode tree(LabelPairs pairs, F1Options options) {
        Map<String, MetricValue> values = new LinkedHashMap<>();
        F1ByName.of(pairs.counts(), pairs.labels(), options).forEach(value -> values.put(value.name(), value));
        if (pairs.counts().total() == 0) {
            values.keySet().removeIf(name -> name.endsWith("f1ByLabel."));
        }
        values.put("kappa", ChanceCorrectedAgreement.kappa(pairs.counts()));
        values.put("ac1", ChanceCorrectedAgreement.ac1(pairs.counts()));
        Explanation explanation = new Explanation(
                pairs, values, F1ByName.positive(pairs.labels(), options).orElse(""));
        double majority = explanation.majorityShare();
        values.put(
                "majorityShare",
                Double.isNaN(majority)
                        ? MetricValue.undefined("majorityShare", "no records")
                        : MetricValue.of("majorityShare", majority));
        ObjectNode json = MAPPER.createObjectNode();
        json.put("records", pairs.counts().total());
        json.put(
                "positive",
                pairs.counts().total() == 0 && options.positive().isEmpty() ? null : positive(pairs, options));
        for (MetricValue value : values.values()) {
            if (value.defined()) {
                json.put(value.name(), value.value());
            } else {
                json.putNull(value.name());
                json.put(value.name() + ".reason", value.reason());
            }
        }
        json.put("why", explanation.text());
        return json;
    }
}
