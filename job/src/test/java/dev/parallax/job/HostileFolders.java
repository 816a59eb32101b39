package dev.parallax.job;

import static dev.parallax.infer.model.ModelFolder.field;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.infer.model.ModelFolder;
import dev.parallax.infer.onnx.TinyModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Hostile model folders by their defect, with the expected words of the error message: the file or the field, and its
 * problem. A folder without words works.
 */
final class HostileFolders {

    /**
     * One folder.
     *
     * @param model the model that is written first
     * @param change the defect that is then applied
     * @param words expected words of the message; empty if the folder is valid
     */
    record Row(TinyModel model, Consumer<ModelFolder> change, List<String> words) {}

    private static final String BERT = "{\"type\":\"BertNormalizer\",\"clean_text\":true,\"handle_chinese_chars\":true,"
            + "\"strip_accents\":null,\"lowercase\":true}";

    private final Map<String, Row> rows = new LinkedHashMap<>();

    private HostileFolders() {}

    /** All of them, by name. */
    static Map<String, Row> all() {
        HostileFolders folders = new HostileFolders();
        folders.good();
        folders.tokenizers();
        folders.graphs();
        folders.configurations();
        folders.layouts();
        return folders.rows;
    }

    private void row(String name, TinyModel model, Consumer<ModelFolder> change, String... words) {
        rows.put(name, new Row(model, change, List.of(words)));
    }

    private void bert(String name, Consumer<ModelFolder> change, String... words) {
        row(name, TinyModel.bert(), change, words);
    }

    private void config(String name, String field, String json, String... words) {
        bert(name, folder -> folder.config(field(field, json)), words);
    }

    private void tokenizer(String name, String field, String json, String... words) {
        bert(name, folder -> folder.tokenizer(field(field, json)), words);
    }

    private void good() {
        bert("nothing wrong", folder -> {});
        row("logits of doubles", TinyModel.bert().logitsType(TensorProto.DataType.DOUBLE_VALUE), folder -> {});
        row("logits of half floats", TinyModel.bert().logitsType(TensorProto.DataType.FLOAT16_VALUE), folder -> {});
        bert("a decoder that nobody knows", folder -> folder.tokenizer(field("decoder", "{\"type\":\"Nonsense\"}")));
    }

    private void tokenizers() {
        bert(
                "an added token that becomes nothing",
                folder -> folder.tokenizer(HostileFolders::addNothing),
                "tokenizer.json",
                "the added token U+200C is normalized, and the normalizer makes it empty");
        tokenizer(
                "a replacement of nothing",
                "normalizer",
                "{\"type\":\"Sequence\",\"normalizers\":[{\"type\":\"Replace\","
                        + "\"pattern\":{\"Regex\":\"^(?=\\\\p{Latin})\"},"
                        + "\"content\":\" \"}," + BERT + "]}",
                "tokenizer.json",
                "crashes its process (status 134) on texts with");
        tokenizer(
                "a broken map of characters",
                "normalizer",
                "{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"AAAAAAAAAAAAAAAA\"}",
                "tokenizer.json",
                "status 134");
        tokenizer(
                "a template with a token that is not given",
                "post_processor",
                "{\"type\":\"TemplateProcessing\",\"single\":[{\"SpecialToken\":{\"id\":\"[NEW]\","
                        + "\"type_id\":0}}],\"pair\":[],"
                        + "\"special_tokens\":{}}",
                "post_processor.single names [NEW]");
        tokenizer(
                "a pre-tokenizer that nobody knows",
                "pre_tokenizer",
                "{\"type\":\"Nonsense\"}",
                "The tokenizer library cannot read",
                "tokenizer.json");
        bert(
                "a vocabulary without the unknown token",
                folder -> folder.tokenizer(
                        json -> ((ObjectNode) json.path("model").path("vocab")).remove("[UNK]")),
                "tokenizer.json",
                "model.vocab has no [UNK]");
        tokenizer(
                "pieces without an unknown one",
                "model",
                "{\"type\":\"Unigram\",\"unk_id\":null,\"vocab\":[[\"good\",-1.0]]}",
                "unk_id",
                "is missing");
        tokenizer(
                "an empty piece",
                "model",
                "{\"type\":\"Unigram\",\"unk_id\":0,\"vocab\":[[\"?\",-1.0],[\"\",-1.0]]}",
                "model.vocab has an empty piece");
        bert("a tokenizer that is no JSON", text("tokenizer.json", "{\"model\": "), "tokenizer.json is not JSON");
        bert(
                "a tokenizer in Latin-1",
                folder -> bytes(folder, "tokenizer.json", new byte[] {'"', (byte) 0xe9, '"'}),
                "tokenizer.json is not UTF-8");
        bert(
                "a truncation side that is none",
                folder -> folder.tokenizerConfig(field("truncation_side", "\"middle\"")),
                "tokenizer_config.json has the truncation_side \"middle\"");
        bert(
                "a letter case that is none",
                folder -> folder.tokenizerConfig(field("do_lower_case", "\"yes\"")),
                "tokenizer_config.json has the do_lower_case \"yes\"");
    }

    private static void addNothing(ObjectNode tokenizer) {
        tokenizer
                .withArray("added_tokens")
                .addObject()
                .put("id", 50)
                .put("content", "\u200c")
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", true)
                .put("special", false);
    }

    private void graphs() {
        row(
                "logits of integers",
                TinyModel.bert().logitsType(TensorProto.DataType.INT64_VALUE),
                folder -> {},
                "model.onnx gives logits as INT64: expected FLOAT");
        row("one text at a time", TinyModel.bert().rows(1), folder -> {}, "model.onnx", "set batch.max-rows to 1");
        row("four texts at a time", TinyModel.bert().rows(4), folder -> {}, "takes batches of exactly 4 texts");
        row("a fixed length", TinyModel.bert().length(16), folder -> {}, "takes texts of exactly 16 tokens");
        row("another number of logits", TinyModel.bert().logits(3), folder -> {}, "gives 3 logits", "id2label");
        row(
                "an unknown input",
                TinyModel.bert().inputs("input_ids", "pixels"),
                folder -> {},
                "takes an input 'pixels'");
        row("another output", TinyModel.bert().output("scores"), folder -> {}, "gives [scores]", "named logits");
        row(
                "fewer positions than declared",
                TinyModel.bert().positions(16).declaredPositions(32),
                folder -> {},
                "Texts may have 32 tokens (max_position_embeddings 32 in",
                "set model.max-length");
        row("fewer words than the tokenizer", TinyModel.bert().embeddingRows(30), folder -> {}, "not of one model");
        bert("a graph of no bytes", folder -> bytes(folder, "model.onnx", new byte[0]), "model.onnx does not load");
        bert("a graph of text", text("model.onnx", "not a graph"), "model.onnx");
    }

    private void configurations() {
        config(
                "two positions",
                "max_position_embeddings",
                "2",
                "A length limit of 2 (max_position_embeddings 2 in",
                "2 special tokens");
        config(
                "a thousand million positions",
                "max_position_embeddings",
                "1000000000",
                "max_position_embeddings 1000000000",
                "model.max-length");
        config(
                "more positions than an int has",
                "max_position_embeddings",
                "3000000000",
                "has the max_position_embeddings 3000000000");
        config("fewer positions than none", "max_position_embeddings", "-1", "has the max_position_embeddings -1");
        config("no positions", "max_position_embeddings", "0", "has the max_position_embeddings 0");
        config("positions in words", "max_position_embeddings", "\"many\"", "has the max_position_embeddings \"many\"");
        bert(
                "no length",
                folder -> folder.tokenizerConfig(field("model_max_length", "0")),
                "has the model_max_length 0");
        config("regression", "problem_type", "\"regression\"", "problem_type \"regression\"", "not supported yet");
        config(
                "several labels",
                "problem_type",
                "\"multi_label_classification\"",
                "problem_type \"multi_label_classification\"",
                "not supported yet");
        config(
                "a problem of another kind",
                "problem_type",
                "\"ranking\"",
                "problem_type \"ranking\"",
                "single_label_classification");
        config("one class", "id2label", "{\"0\":\"score\"}", "names 1 class in id2label", "regression or reranking");
        config("a list of classes", "id2label", "[\"a\",\"b\"]", "a list there");
        config("a class without a name", "id2label", "{\"0\":\"x\",\"1\":null}", "that of class 1 is null");
        config("no classes", "id2label", "null", "id2label, and has none");
        config("a gap in the classes", "id2label", "{\"0\":\"a\",\"2\":\"b\"}", "from 0 to 2");
        config("equal classes", "id2label", "{\"0\":\"a\",\"1\":\"a\"}", "a name of its own");
        config("another vocabulary", "vocab_size", "20", "knows 20 (vocab_size)");
        bert("a configuration that is no object", text("config.json", "[]"), "config.json must hold a JSON object");
        bert(
                "a deep configuration",
                text("config.json", "{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}"),
                "config.json");
    }

    private void layouts() {
        bert(
                "the graph below",
                folder -> move(folder, "model.onnx", "onnx/model.onnx"),
                "has no model.onnx",
                "It has onnx/model.onnx");
        bert(
                "the graph of another name",
                folder -> move(folder, "model.onnx", "model_int8.onnx"),
                "It has model_int8.onnx");
        bert(
                "weights for PyTorch",
                folder -> move(folder, "model.onnx", "model.safetensors"),
                "has model.safetensors, the weights for PyTorch");
        bert(
                "a vocabulary alone",
                folder -> move(folder, "tokenizer.json", "vocab.txt"),
                "has no tokenizer.json",
                "It has vocab.txt");
        bert(
                "the tokenizer one folder up",
                folder -> move(folder, "tokenizer.json", "../tokenizer.json"),
                "One folder up there is");
        bert("a link out of the folder", HostileFolders::linkOut, "is a link to", "out of its folder");
    }

    private static void linkOut(ModelFolder folder) {
        try {
            move(folder, "config.json", "../elsewhere.json");
            Files.createSymbolicLink(folder.path().resolve("config.json"), Path.of("../elsewhere.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Consumer<ModelFolder> text(String file, String text) {
        return folder -> bytes(folder, file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(ModelFolder folder, String file, byte[] bytes) {
        try {
            Files.write(folder.path().resolve(file), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(ModelFolder folder, String from, String to) {
        try {
            Path target = folder.path().resolve(to).normalize();
            Files.createDirectories(target.getParent());
            Files.move(folder.path().resolve(from), target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
