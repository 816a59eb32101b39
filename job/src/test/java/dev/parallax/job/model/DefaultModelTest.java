package dev.parallax.job.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.parallax.encode.Encoding;
import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.graph.GraphFile;
import dev.parallax.graph.GraphOptimizer.Applied;
import dev.parallax.infer.batch.BatchDependence;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.onnx.OnnxClassifier;
import dev.parallax.job.quickstart.Corpus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DefaultModelTest {

    private static final Map<String, String> SENTENCES = new LinkedHashMap<>();

    static {
        SENTENCES.put("The soup was cold and the waiter never came back.", "negative");
        SENTENCES.put("I would buy this phone again, the battery lasts for days.", "positive");
        SENTENCES.put("a warm , funny film with two wonderful leading actors .", "positive");
        SENTENCES.put("two hours of my life that nobody will give back to me , dull from start to end .", "negative");
        SENTENCES.put("It broke after a week and they refused to refund me!", "negative");
        SENTENCES.put("Friendly staff, lovely room, great breakfast.", "positive");
    }

    private static float[] encoderAndHeadApart(
            OrtSession encoder, OrtSession head, HuggingFaceEncoder tokenizer, String text) throws OrtException {
        try (OrtSession.Result hidden = run(encoder, tokenizer, text)) {
            float[][][] states =
                    (float[][][]) hidden.get("last_hidden_state").orElseThrow().getValue();
            float[][] cls = {states[0][0]};
            try (OnnxTensor features = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), cls);
                    OrtSession.Result logits = head.run(Map.of("features", features))) {
                return ((float[][]) logits.get(0).getValue())[0];
            }
        }
    }

    private static OrtSession.Result run(OrtSession session, HuggingFaceEncoder tokenizer, String text)
            throws OrtException {
        int[] ids = tokenizer.encode(text).ids();
        long[][] wide = new long[1][ids.length];
        long[][] ones = new long[1][ids.length];
        for (int i = 0; i < ids.length; i++) {
            wide[0][i] = ids[i];
            ones[0][i] = 1;
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            inputs.put("input_ids", OnnxTensor.createTensor(environment, wide));
            inputs.put("attention_mask", OnnxTensor.createTensor(environment, ones));
            inputs.put("token_type_ids", OnnxTensor.createTensor(environment, new long[1][ids.length]));
            return session.run(inputs);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    @Test
    void the_sentiment_model_answers_as_its_encoder_and_head_do_apart_and_as_people_would() throws Exception {
        // Given the model that ships, and its parts
        ModelBundle model = ModelBundle.read(DefaultModel.SENTIMENT.folder(true), null, ModelBundle.MODEL_LIMIT);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (HuggingFaceEncoder tokenizer = model.newEncoder();
                OrtSession joined = environment.createSession(model.onnx().toString());
                OrtSession encoder = environment.createSession(
                        DefaultModel.SENTIMENT.encoder().folder().onnx().toString());
                OrtSession head =
                        environment.createSession(DefaultModel.SENTIMENT.head().toByteArray())) {
            for (Map.Entry<String, String> sentence : SENTENCES.entrySet()) {
                // When both read a sentence
                float[] logits;
                try (OrtSession.Result result = run(joined, tokenizer, sentence.getKey())) {
                    assertThat((float[][]) result.get("features").orElseThrow().getValue())
                            .hasDimensions(1, 384);
                    logits = ((float[][]) result.get("logits").orElseThrow().getValue())[0];
                }
                float[] apart = encoderAndHeadApart(encoder, head, tokenizer, sentence.getKey());

                // Then they give the same logits, and the label that people would
                assertThat(logits).usingComparatorWithPrecision(1e-5f).containsExactly(apart);
                assertThat(model.labels()[logits[0] > logits[1] ? 0 : 1])
                        .as(sentence.getKey())
                        .isEqualTo(sentence.getValue());
            }
        }
    }

    @Test
    void the_folder_is_named_as_the_model_and_made_once() throws Exception {
        ModelBundle model = ModelBundle.read(DefaultModel.SENTIMENT.folder(true), null, ModelBundle.MODEL_LIMIT);

        assertThat(model.id().name()).isEqualTo("sentiment");
        assertThat(model.labels()).containsExactly("negative", "positive");
        assertThat(model.maxLength()).isEqualTo(512);
        assertThat(DefaultModel.SENTIMENT.folder(true)).isEqualTo(model.folder());
    }

    @ParameterizedTest
    @EnumSource(names = {"SENTIMENT", "INTENT"})
    void a_rewritten_model_answers_as_the_exported_one_does(DefaultModel model) throws Exception {
        // Given the model as it is exported and as it is rewritten
        List<String> texts = texts(model);

        // When both classify built-in sentences, in batches of eight
        List<float[]> exported = logits(model.folder(false), texts);
        List<float[]> rewritten = logits(model.folder(true), texts);

        // Then logits are the same but for rounding, and no label is another one
        for (int i = 0; i < texts.size(); i++) {
            assertThat(rewritten.get(i)).usingComparatorWithPrecision(1e-4f).containsExactly(exported.get(i));
            assertThat(best(rewritten.get(i))).isEqualTo(best(exported.get(i)));
        }
        assertThat(model.folder(true)).isNotEqualTo(model.folder(false));
    }

    @Test
    void products_of_8_bit_integers_keep_labels_and_do_not_depend_on_the_batch() throws Exception {
        // Given built-in sentences, without those that its balances were measured on
        List<String> texts = new ArrayList<>();
        List<String> all = texts(DefaultModel.SENTIMENT);
        for (int i = 0; i < all.size(); i++) {
            if (i % 4 != 0) {
                texts.add(all.get(i));
            }
        }

        // When they are classified with 32-bit floats and with 8-bit integers
        List<float[]> floats = logits(DefaultModel.SENTIMENT.folder(true), texts);
        List<float[]> integers = logits(DefaultModel.SENTIMENT_INT8.folder(true), texts);

        // Then at least 99 of 100 labels are kept
        long kept = IntStream.range(0, texts.size())
                .filter(i -> best(floats.get(i)) == best(integers.get(i)))
                .count();
        assertThat(kept / (double) texts.size()).isGreaterThanOrEqualTo(0.99);
        // And the probe of batch mates finds nothing, to the bit
        ModelBundle model = ModelBundle.read(DefaultModel.SENTIMENT_INT8.folder(true), null, ModelBundle.MODEL_LIMIT);
        try (OnnxClassifier classifier = OnnxClassifier.open(model, DeviceOptions.CPU);
                HuggingFaceEncoder encoder = model.newEncoder()) {
            assertThat(BatchDependence.measure(classifier, encoder)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_rewritten_model_has_a_card_with_both_fingerprints(DefaultModel model) {
        // Given a rewritten model and the exported one
        ModelBundle rewritten = ModelBundle.read(model.folder(true), null, ModelBundle.MODEL_LIMIT);
        ModelBundle exported = ModelBundle.read(model.exported().folder(false), null, ModelBundle.MODEL_LIMIT);

        // When its card is read
        OptimizationCard card = OptimizationCard.read(rewritten.folder()).orElseThrow();

        // Then it names both, and the exported one has none
        assertThat(card.source()).isEqualTo(exported.id());
        assertThat(card.fingerprint()).isEqualTo(rewritten.id().fingerprint());
        assertThat(card.precision()).isEqualTo(model.isQuantized() ? OptimizationCard.INT8 : OptimizationCard.FP32);
        assertThat(card.rewritten()).extracting(Applied::name).contains("layer-normalization", "first-position");
        assertThat(OptimizationCard.read(exported.folder())).isEmpty();
    }

    @Test
    void no_sum_of_two_products_saturates_at_16_bits_on_processors_without_vnni() throws Exception {
        // Given the weights of all products of 8-bit integers
        Path onnx = DefaultModel.SENTIMENT_INT8.folder(true).resolve("model.onnx");
        int matrices = 0;
        for (TensorProto tensor : GraphFile.read(onnx).getGraph().getInitializerList()) {
            if (tensor.getDataType() != TensorProto.DataType.INT8_VALUE || tensor.getDimsCount() != 2) {
                continue;
            }
            matrices++;
            int columns = Math.toIntExact(tensor.getDims(1));
            byte[] weights = tensor.getRawData().toByteArray();

            // When neighbours in a column are multiplied by the largest activation, 255, and added
            int most = 0;
            for (int i = 0; i + columns < weights.length; i++) {
                boolean first = i / columns % 2 == 0;
                most = first ? Math.max(most, 255 * Math.abs(weights[i] + weights[i + columns])) : most;
                most = Math.max(most, 255 * Math.abs(weights[i]));
            }

            // Then the sum is one of 16 bits
            assertThat(most).as(tensor.getName()).isLessThanOrEqualTo(Short.MAX_VALUE);
        }
        assertThat(matrices).isEqualTo(72);
    }

    @Test
    void a_quantised_model_has_no_exported_graph() {
        assertThatThrownBy(() -> DefaultModel.SENTIMENT_INT8.folder(false))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("sentiment-int8 is always optimized");
    }

    private static List<String> texts(DefaultModel model) throws IOException {
        Corpus corpus = model == DefaultModel.INTENT ? Corpus.intent() : Corpus.sentiment();
        return corpus.sentences().stream().map(Corpus.Sentence::text).limit(240).toList();
    }

    private static List<float[]> logits(Path folder, List<String> texts) throws Exception {
        ModelBundle model = ModelBundle.read(folder, null, ModelBundle.MODEL_LIMIT);
        List<float[]> logits = new ArrayList<>();
        try (OnnxClassifier classifier = OnnxClassifier.open(model, DeviceOptions.CPU);
                HuggingFaceEncoder encoder = model.newEncoder()) {
            List<Encoding> rows = texts.stream().map(encoder::encode).toList();
            for (int i = 0; i < rows.size(); i += 8) {
                classifier
                        .score(rows.subList(i, Math.min(i + 8, rows.size())))
                        .forEach(scores -> logits.add(scores.logits()));
            }
        }
        return logits;
    }

    private static int best(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }

    @ParameterizedTest
    @EnumSource
    void every_head_fits_its_encoder_and_its_card(DefaultModel model) {
        assertThat(model.card().encoder().sha256()).isEqualTo(model.encoder().sha256());
        assertThat(model.card().encoder().name()).isEqualTo(model.encoder().encoderName());
        assertThat(model.card().labels()).hasSize(model.head().classes()).isSorted();
        assertThat(model.head().width()).isEqualTo(384);
        assertThat(model.card().training().note()).contains("CC BY");
        assertThat(model.card().evaluations()).isNotEmpty();
    }

    @Test
    void models_are_found_by_name() {
        assertThat(DefaultModel.names()).containsExactly("sentiment", "sentiment-int8", "intent");
        assertThat(DefaultModel.named("intent")).isEqualTo(DefaultModel.INTENT);
        assertThatThrownBy(() -> DefaultModel.named("sentimental"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("'sentimental'")
                .hasMessageContaining("[sentiment, sentiment-int8, intent]");
    }
}
