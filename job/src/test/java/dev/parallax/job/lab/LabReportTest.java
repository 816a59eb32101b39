package dev.parallax.job.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.evaluate.f1.ConfusionCounts;
import dev.parallax.text.file.FileFormat;
import dev.parallax.train.data.ClassWeight;
import dev.parallax.train.lab.LabNetwork;
import dev.parallax.train.lab.LabRequest;
import dev.parallax.train.lab.LabResult;
import dev.parallax.train.model.EncoderFolder;
import dev.parallax.train.model.Pooling;
import dev.parallax.train.optimise.Loss;
import dev.parallax.train.optimise.Optimizer;
import dev.parallax.train.perceptron.Initialization;
import dev.parallax.train.perceptron.PerceptronOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LabReportTest {

    private static final LabRequest REQUEST = new LabRequest(
            new EncoderFolder("tiny", Path.of("encoder")),
            Pooling.CLS,
            32,
            1,
            Path.of("some", "wires <b>.tsv"),
            Optional.empty(),
            FileFormat.AUTO,
            OptionalInt.empty(),
            new PerceptronOptions(
                    List.of(5),
                    Optimizer.LBFGS,
                    10,
                    4,
                    0.1,
                    Initialization.SPARK,
                    Loss.CROSS_ENTROPY,
                    ClassWeight.NONE,
                    3));

    /** Counts of 100 rows, of which 6 are rare and some of these are found. */
    private static ConfusionCounts found(int found, int falseAlarms) {
        ConfusionCounts counts = new ConfusionCounts(2);
        counts.add(0, 0, 94 - falseAlarms);
        counts.add(0, 1, falseAlarms);
        counts.add(1, 0, 6 - found);
        counts.add(1, 1, found);
        return counts;
    }

    private static LabReport report(String failureOfQuestions, String positive) {
        List<LabNetwork> networks = new ArrayList<>();
        for (Optimizer optimizer : Optimizer.values()) {
            for (Initialization init : Initialization.values()) {
                for (Loss loss : Loss.values()) {
                    boolean good = optimizer == Optimizer.LBFGS;
                    boolean question = !good && init == Initialization.QUESTION && loss == Loss.LOG_LOSS;
                    ConfusionCounts counts = good ? found(3, 2) : found(0, 0);
                    networks.add(new LabNetwork(
                            optimizer,
                            init,
                            loss,
                            List.of(1.0, good ? 0.05 : 0.3),
                            counts,
                            counts,
                            question ? failureOfQuestions : ""));
                }
            }
        }
        LabResult result = new LabResult(
                List.of("often", "rare & <i>"), List.of(8, 5, 2), List.of(94, 6), List.of(94, 6), networks);
        return LabReport.of(REQUEST, result, positive);
    }

    @Test
    void the_rarer_class_is_the_positive_one_unless_configured_otherwise() {
        assertThat(report("", "").positive()).isEqualTo("rare & <i>");
        assertThat(report("", "often").positive()).isEqualTo("often");
        assertThatThrownBy(() -> report("", "never"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[often, rare & <i>], and is never");
    }

    @Test
    void the_twin_that_learned_nothing_is_distinguished_from_the_one_that_did() {
        LabReport report = report("", "");

        assertThat(report.verdict(report.sparkNetwork())).isEqualTo("separates the classes");
        assertThat(report.verdict(report.questionNetwork())).isEqualTo("predicts 'often' for every test row");
        assertThat(report.baselineLoss(Loss.CROSS_ENTROPY))
                .isCloseTo(-0.94 * Math.log(0.94) - 0.06 * Math.log(0.06), within(1e-12));
    }

    @Test
    void sentences_follow_the_numbers() {
        // Given a network that finds 3 of 6 with 2 false alarms: precision 3/5, recall 1/2, F1 6/11
        List<String> sentences = Findings.of(report("", ""));

        assertThat(sentences)
                .anySatisfy(sentence -> assertThat(sentence)
                        .startsWith("'often' is 94.0 % of the test rows: always predicting it scores `spark.f1` "
                                + "0.9109"))
                .anySatisfy(sentence -> assertThat(sentence)
                        .startsWith("Spark's network, `lbfgs / spark / cross-entropy`")
                        .contains("`sklearn.f1.binary` 0.5455"))
                .anySatisfy(sentence -> assertThat(sentence)
                        .contains("The question's network, `sgd / question / log-loss`, predicts 'often' for every"
                                + " test row")
                        .contains("from 1.0000 to 0.3000; giving every row the classes' shares has 0.2270"))
                .anySatisfy(sentence -> assertThat(sentence).contains("and the loss 0.0000"))
                .anySatisfy(sentence -> assertThat(sentence).contains("at most 0.0000 apart"));
    }

    @Test
    void a_network_that_could_not_be_fitted_is_reported_and_nothing_is_made_up() throws Exception {
        LabReport report = report("the loss ran away", "");

        assertThat(Findings.of(report))
                .anySatisfy(sentence -> assertThat(sentence).contains("could not be fitted: the loss ran away"));
        JsonNode json = JsonMapper.builder().build().readTree(LabJson.of(report));
        assertThat(json.path("gap").has("from")).isFalse();
        assertThat(json.path("gap").path("reason").asText()).contains("could not be fitted");
        assertThat(LabText.of(report)).contains("could not be fitted: the loss ran away");
        assertThat(LabPage.of(report)).contains("the loss ran away");
    }

    @Test
    void the_numbers_are_those_of_score() throws Exception {
        JsonNode json = JsonMapper.builder().build().readTree(LabJson.of(report("", "")));

        JsonNode first = json.path("networks").path(0);
        assertThat(json.path("networks")).hasSize(16);
        assertThat(first.path("test").path("confusion").toString()).isEqualTo("[[92,2],[3,3]]");
        assertThat(first.path("test").path("scores").path("sklearn.f1.binary").asDouble())
                .isCloseTo(6.0 / 11, within(1e-12));
        assertThat(first.path("losses").size()).isEqualTo(2);
        assertThat(json.path("constant").path("test").path("sklearn.f1.binary").asDouble())
                .isZero();
        double parts = 0;
        for (String factor : Decomposition.FACTORS) {
            parts += json.path("gap").path(factor).asDouble();
        }
        assertThat(parts)
                .isCloseTo(
                        json.path("gap").path("from").asDouble()
                                - json.path("gap").path("to").asDouble(),
                        within(1e-9));
    }

    @Test
    void the_page_is_one_file_in_which_every_name_is_escaped() {
        String page = LabPage.of(report("", ""));

        assertThat(page)
                .contains("rare &amp; &lt;i&gt;", "wires &lt;b&gt;.tsv", "<polyline", "prefers-color-scheme: dark")
                .doesNotContain("<i>", "<b>.tsv", "<script", "http://", "https://");
        assertThat(page).isEqualTo(LabPage.of(report("", "")));
    }
}
