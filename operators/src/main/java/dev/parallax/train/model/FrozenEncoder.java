package dev.parallax.train.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.parallax.encode.Encoding;
import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.infer.onnx.OrtRuntime;
import dev.parallax.train.data.Progress;
import dev.parallax.train.data.TrainingException;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An encoder with fixed weights that computes the features of texts: their pooled last hidden states, on the CPU with
 * ONNX Runtime. Rows are padded on the right with token 0 under attention mask 0. Not thread-safe; ONNX Runtime
 * computes on its own threads.
 */
public final class FrozenEncoder implements AutoCloseable {

    /** All of the machine's cores. */
    public static final int ALL_CORES = 0;

    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";
    private static final Set<String> KNOWN_INPUTS = Set.of(IDS, MASK, TYPES);
    private static final int MAX_ROWS = 32;
    private static final int MAX_PADDED_TOKENS = 4096;

    private final OrtEnvironment environment = OrtRuntime.environment();
    private final OrtSession session;
    private final HuggingFaceEncoder tokenizer;
    private final Set<String> inputs;

    private FrozenEncoder(OrtSession session, HuggingFaceEncoder tokenizer) {
        this.session = session;
        this.tokenizer = tokenizer;
        this.inputs = session.getInputNames();
    }

    /**
     * Loads an encoder.
     *
     * @param folder the encoder's files
     * @param pooling how token vectors are pooled into features
     * @param maxLength most token ids of a text, special ones included; longer texts are truncated
     * @param threads number of threads for one batch, or {@link #ALL_CORES}
     * @throws TrainingException if the model is not an encoder, or needs inputs other than {@code input_ids},
     *     {@code attention_mask} and {@code token_type_ids}
     */
    public static FrozenEncoder load(EncoderFolder folder, Pooling pooling, int maxLength, int threads) {
        byte[] model = EncoderGraph.read(folder.onnx()).pooled(pooling).toByteArray();
        HuggingFaceEncoder tokenizer = HuggingFaceEncoder.load(folder.tokenizerFile(), maxLength);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            OrtSession session = OrtRuntime.environment().createSession(model, options);
            FrozenEncoder encoder = new FrozenEncoder(session, tokenizer);
            encoder.requireKnownInputs(folder);
            return encoder;
        } catch (OrtException e) {
            tokenizer.close();
            throw new TrainingException("ONNX Runtime cannot load " + folder.onnx() + ": " + e.getMessage(), e);
        } catch (TrainingException e) {
            tokenizer.close();
            throw e;
        }
    }

    private void requireKnownInputs(EncoderFolder folder) throws OrtException {
        if (!inputs.contains(IDS) || !KNOWN_INPUTS.containsAll(inputs)) {
            session.close();
            throw new TrainingException(folder.onnx() + " reads the inputs " + inputs + ": expected " + IDS
                    + " and perhaps " + MASK + " and " + TYPES);
        }
        for (NodeInfo input : session.getInputInfo().values()) {
            if (!(input.getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.INT64) {
                session.close();
                throw new TrainingException("The input " + input.getName() + " of " + folder.onnx() + " is "
                        + input.getInfo() + ": expected an int64 tensor");
            }
        }
    }

    /**
     * Computes the features of texts.
     *
     * @return one row for each text, in the order of the texts, {@code [texts][width]}
     * @throws TrainingException if ONNX Runtime fails
     */
    public float[][] features(List<String> texts, Progress progress) {
        List<Encoding> encodings = new ArrayList<>(texts.size());
        for (String text : texts) {
            encodings.add(tokenizer.encode(text));
        }
        float[][] features = new float[texts.size()][];
        int done = 0;
        for (int[] batch : LengthSortedBatches.of(encodings, MAX_ROWS, MAX_PADDED_TOKENS)) {
            float[][] rows = run(encodings, batch);
            for (int row = 0; row < batch.length; row++) {
                features[batch[row]] = rows[row];
            }
            done += batch.length;
            progress.advanced("encoding texts", done, texts.size());
        }
        return features;
    }

    private float[][] run(List<Encoding> encodings, int[] batch) {
        int sequence = 1;
        for (int index : batch) {
            sequence = Math.max(sequence, encodings.get(index).length());
        }
        long[] ids = new long[batch.length * sequence];
        long[] mask = new long[ids.length];
        long[] types = new long[ids.length];
        for (int row = 0; row < batch.length; row++) {
            Encoding encoding = encodings.get(batch[row]);
            for (int i = 0; i < encoding.length(); i++) {
                ids[row * sequence + i] = encoding.ids()[i];
                mask[row * sequence + i] = 1;
            }
            for (int i = 0; i < encoding.typeIds().length; i++) {
                types[row * sequence + i] = encoding.typeIds()[i];
            }
        }
        long[] shape = {batch.length, sequence};
        Map<String, OnnxTensor> feeds = new HashMap<>();
        try {
            for (String input : inputs) {
                long[] values = input.equals(IDS) ? ids : input.equals(MASK) ? mask : types;
                feeds.put(input, OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape));
            }
            try (OrtSession.Result result = session.run(feeds)) {
                return (float[][]) result.get(0).getValue();
            }
        } catch (OrtException e) {
            throw new TrainingException(
                    "ONNX Runtime failed on " + batch.length + " texts of up to " + sequence + " tokens: "
                            + e.getMessage(),
                    e);
        } finally {
            feeds.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() {
        tokenizer.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new TrainingException("ONNX Runtime cannot close the encoder: " + e.getMessage(), e);
        }
    }
}
