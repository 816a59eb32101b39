package dev.parallax.encode.sparknlp;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification.Activation;
import dev.parallax.encode.sparknlp.document.DocumentAssembler;
import dev.parallax.encode.sparknlp.sentence.SentenceDetectorParams;
import dev.parallax.encode.sparknlp.token.RegexTokenizer;
import dev.parallax.encode.sparknlp.token.TokenSplitter;
import dev.parallax.encode.sparknlp.token.TokenizerParams;
import java.util.Map;

/**
 * Parses pipelines in the format of the golden files: a list of stages, each an object of one field, whose parameters
 * have Spark NLP's names and defaults.
 */
final class PipelineJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private PipelineJson() {}

    /** The pipeline of a list of stages. */
    static SparkNlpPipeline read(JsonNode stages) {
        DocumentAssembler.Params assembler = DocumentAssembler.Params.DEFAULT;
        SentenceDetectorParams detector = null;
        TokenSplitter.Params tokenizer = TokenizerParams.DEFAULT;
        BertForSequenceClassification.Params bert = BertForSequenceClassification.Params.DEFAULT;
        for (JsonNode stage : stages) {
            Map.Entry<String, JsonNode> entry = stage.properties().iterator().next();
            JsonNode given = entry.getValue();
            switch (entry.getKey()) {
                case "documentAssembler" -> assembler = merge(assembler, given);
                case "sentenceDetector" -> detector = merge(SentenceDetectorParams.DEFAULT, given);
                case "tokenizer" -> tokenizer = merge(TokenizerParams.DEFAULT, given);
                case "regexTokenizer" -> tokenizer = merge(RegexTokenizer.Params.DEFAULT, given);
                case "bertForSequenceClassification" -> bert = merge(bert, withoutMultilabel(given));
                default -> throw new IllegalArgumentException("Unknown stage " + entry.getKey());
            }
        }
        return new SparkNlpPipeline(assembler, detector, tokenizer, bert);
    }

    /** Spark NLP's {@code setMultilabel(true)} sets the activation, and nothing else reads it. */
    private static JsonNode withoutMultilabel(JsonNode given) {
        ObjectNode bert = given.deepCopy();
        JsonNode multilabel = bert.remove("multilabel");
        if (multilabel != null && multilabel.asBoolean()) {
            bert.put("activation", Activation.SIGMOID.name());
        }
        return bert;
    }

    @SuppressWarnings("unchecked")
    private static <P> P merge(P defaults, JsonNode given) {
        ObjectNode merged = MAPPER.valueToTree(defaults);
        given.properties().forEach(each -> merged.set(each.getKey(), each.getValue()));
        return (P) MAPPER.convertValue(merged, defaults.getClass());
    }
}
