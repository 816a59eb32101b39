package dev.parallax.encode.sparknlp;

import static dev.parallax.infer.onnx.OnnxParts.floats;
import static dev.parallax.infer.onnx.OnnxParts.integer;
import static dev.parallax.infer.onnx.OnnxParts.longs;
import static dev.parallax.infer.onnx.OnnxParts.node;
import static dev.parallax.infer.onnx.OnnxParts.value;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.parallax.encode.BertTokenizerJson;
import dev.parallax.encode.TokenizerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A classifier whose logits are exact on every machine: sums of small multiples of 1/64, one for each unmasked token.
 * Two sides that feed it the same ids get identical logits, and a wrong id changes them.
 *
 * <p>The word {@value #OVERFLOW} has a logit so large that Spark NLP's softmax returns NaN.
 */
final class ExactModel {

    /** Word pieces at the start of the vocabulary that are special. */
    private static final int SPECIALS = 5;

    /** The word that overflows. */
    static final String OVERFLOW = "overflow";

    /** The classes. */
    static final List<String> LABELS = List.of("negative", "neutral", "positive");

    private static final float TOO_LARGE = 1000;

    private final List<String> vocabulary;
    private final int overflow;

    /** @param vocabulary pieces of BERT's WordPiece in the order of their ids, padding first */
    ExactModel(List<String> vocabulary) {
        this.vocabulary = vocabulary;
        this.overflow = vocabulary.indexOf(OVERFLOW);
    }

    /** With the vocabulary of the golden files. */
    static ExactModel golden() throws IOException {
        return new ExactModel(GoldenFiles.vocabulary());
    }

    /** The logits of a row, {@code [classes]}. */
    float[] logits(int[] ids) {
        float[] logits = new float[LABELS.size()];
        for (int id : ids) {
            for (int k = 0; k < logits.length && id != 0; k++) {
                logits[k] += weight(id, k);
            }
        }
        return logits;
    }

    private float weight(int id, int label) {
        if (id == overflow) {
            return label == 1 ? TOO_LARGE : 0;
        }
        int mixed = (id * 0x9E3779B1 + label * 0x85EBCA77) >>> 7;
        return (mixed % 65 - 32) / 64f;
    }

    /** The tokenizer as Hugging Face writes it, in a folder. */
    TokenizerFile tokenizer(Path folder) throws IOException {
        Path file = folder.resolve("tokenizer.json");
        Files.writeString(
                file,
                BertTokenizerJson.of(vocabulary, vocabulary.subList(0, SPECIALS))
                        .toString());
        return TokenizerFile.read(file);
    }

    /** Writes the folder that Spark NLP loads. */
    void writeForSparkNlp(Path folder) throws IOException {
        Path assets = Files.createDirectories(folder.resolve("assets"));
        Files.write(assets.resolve("vocab.txt"), vocabulary);
        Files.write(assets.resolve("labels.txt"), LABELS);
        Files.write(folder.resolve("model.onnx"), graph().toByteArray());
    }

    private ModelProto graph() {
        int width = LABELS.size();
        float[] weights = new float[vocabulary.size() * width];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = weight(i / width, i % width);
        }
        GraphProto.Builder graph = GraphProto.newBuilder().setName("exact");
        for (String input : List.of("input_ids", "attention_mask", "token_type_ids")) {
            graph.addInput(value(input, TensorProto.DataType.INT64_VALUE, "batch", "sequence"));
        }
        graph.addOutput(value("logits", TensorProto.DataType.FLOAT_VALUE, "batch", String.valueOf(width)))
                .addInitializer(floats("weights", weights, vocabulary.size(), width))
                .addInitializer(longs("axis1", 1))
                .addInitializer(longs("axis2", 2))
                .addNode(node("Gather", List.of("weights", "input_ids"), "states"))
                .addNode(node("Cast", List.of("attention_mask"), "mask").addAttribute(integer("to", 1)))
                .addNode(node("Unsqueeze", List.of("mask", "axis2"), "mask3"))
                .addNode(node("Mul", List.of("states", "mask3"), "masked"))
                .addNode(node("ReduceSum", List.of("masked", "axis1"), "logits").addAttribute(integer("keepdims", 0)));
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(14))
                .setGraph(graph)
                .build();
    }
}
