package dev.parallax.job.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.encode.sparknlp.SparkNlpEncoder;
import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.encode.sparknlp.stage.Annotation;
import java.util.List;

/**
 * Formats the encoding of a text by a Spark NLP pipeline as JSON: {@code sentences} or {@code documents} and
 * {@code tokens} as {@code [begin, end, text]}, and {@code snlp_ids} and {@code snlp_pieces}, one row for each
 * sentence, padded to the longest of its batch.
 */
final class SparkNlpLine {

    private final SparkNlpEncoder encoder;
    private final String units;
    private final int batchSize;

    /** @param encoder an encoder of the pipeline */
    SparkNlpLine(SparkNlpPipeline pipeline, SparkNlpEncoder encoder) {
        this.encoder = encoder;
        this.units = pipeline.sentenceDetector() == null ? "documents" : "sentences";
        this.batchSize = pipeline.bert().batchSize();
    }

    /** The JSON object of a text. */
    ObjectNode of(String text) {
        SparkNlpEncoding encoding = encoder.encode(text);
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        annotations(line.putArray(units), encoding.units());
        annotations(line.putArray("tokens"), encoding.tokens());
        ArrayNode ids = line.putArray("snlp_ids");
        ArrayNode pieces = line.putArray("snlp_pieces");
        for (int[] row : encoding.paddedIds(batchSize)) {
            ArrayNode rowIds = ids.addArray();
            ArrayNode rowPieces = pieces.addArray();
            for (int id : row) {
                rowIds.add(id);
                rowPieces.add(encoder.piece(id));
            }
        }
        return line;
    }

    private static void annotations(ArrayNode array, List<Annotation> annotations) {
        for (Annotation annotation : annotations) {
            array.addArray().add(annotation.begin()).add(annotation.end()).add(annotation.result());
        }
    }
}
