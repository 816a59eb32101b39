package dev.parallax.job.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.evaluate.f1.ConfusionCounts;
import dev.parallax.train.lab.LabNetwork;
import dev.parallax.train.lab.LabRequest;
import dev.parallax.train.perceptron.PerceptronOptions;
import java.nio.file.Path;
import java.util.List;

/** A lab's report as JSON. The same report always has the same JSON. */
public final class LabJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private LabJson() {}

    /** The report. */
    public static String of(LabReport report) {
        ObjectNode json = MAPPER.createObjectNode();
        about(json, report);
        ObjectNode constant = json.putObject("constant");
        constant.put("label", report.majority());
        constant.put("share", report.majorityShare());
        constant.set("test", report.constant().tree());
        ArrayNode networks = json.putArray("networks");
        report.result().networks().forEach(network -> networks.add(network(report, network)));
        ObjectNode gap = json.putObject("gap");
        Decomposition parts = Decomposition.of(report);
        if (parts.defined()) {
            gap.put("from", parts.from()).put("to", parts.to());
            for (int i = 0; i < Decomposition.FACTORS.size(); i++) {
                gap.put(Decomposition.FACTORS.get(i), parts.parts().get(i));
            }
        } else {
            gap.put("reason", "a network between the two could not be fitted");
        }
        ArrayNode findings = json.putArray("findings");
        Findings.of(report).forEach(findings::add);
        try {
            return MAPPER.writerWithDefaultPrettyPrinter()
                            .writeValueAsString(json)
                            .replace("\r\n", "\n") + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of numbers and strings could not be written", e);
        }
    }

    private static void about(ObjectNode json, LabReport report) {
        LabRequest request = report.request();
        PerceptronOptions options = request.options();
        json.put("data", name(request.data()));
        json.put("test", request.test().map(LabJson::name).orElse("a fifth of each class, held out"));
        json.put("encoder", request.encoder().name());
        json.put("features", request.pooling().toString());
        json.put("projected", request.projection().isPresent());
        numbers(json.putArray("layers"), report.result().layers());
        json.put("iterations", options.iterations());
        json.put("batch", options.batch());
        json.put("rate", options.rate());
        json.put("classWeight", options.classWeight().toString());
        json.put("seed", options.seed());
        ArrayNode labels = json.putArray("labels");
        report.result().labels().forEach(labels::add);
        json.put("positive", report.positive());
        numbers(json.putArray("trainRows"), report.result().trainRows());
        numbers(json.putArray("testRows"), report.result().testRows());
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static void numbers(ArrayNode array, List<Integer> numbers) {
        numbers.forEach(array::add);
    }

    private static ObjectNode network(LabReport report, LabNetwork network) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("optimizer", network.optimizer().toString());
        json.put("init", network.init().toString());
        json.put("loss", network.loss().toString());
        json.put("verdict", report.verdict(network));
        if (!network.failure().isEmpty()) {
            return json.put("failure", network.failure());
        }
        ArrayNode losses = json.putArray("losses");
        network.losses().forEach(losses::add);
        side(json.putObject("train"), report.train(network));
        side(json.putObject("test"), report.test(network));
        return json;
    }

    private static void side(ObjectNode json, NetworkScores scored) {
        ConfusionCounts counts = scored.counts();
        ArrayNode matrix = json.putArray("confusion");
        for (int actual = 0; actual < counts.classes(); actual++) {
            ArrayNode row = matrix.addArray();
            for (int answered = 0; answered < counts.classes(); answered++) {
                row.add(counts.count(actual, answered));
            }
        }
        json.set("scores", scored.tree());
    }
}
