package dev.parallax.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Logits of rows of token ids, as ONNX Runtime computes them with all of its own rewritings. */
public final class ScoredRows {

    private ScoredRows() {}

    /** Rows of random ids above those of special tokens, of lengths from 2 to {@code longest}. */
    public static List<int[]> random(long seed, int rows, int longest) {
        Random random = new Random(seed);
        return IntStream.range(0, rows)
                .mapToObj(row -> random.ints(2 + random.nextInt(longest - 1), 3, TinyBert.VOCABULARY)
                        .toArray())
                .toList();
    }

    /** The logits of rows in one batch, {@code [rows][classes]}; shorter rows are padded with 1. */
    public static float[][] logits(ModelProto model, List<int[]> rows) throws OrtException {
        return logits(model, rows, Set.of());
    }

    /** The same with tokens under the mask: all but the first of those whose ids are given. */
    public static float[][] logits(ModelProto model, List<int[]> rows, Set<Integer> masked) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        int longest = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
        long[][] ids = new long[rows.size()][longest];
        long[][] mask = new long[rows.size()][longest];
        for (int i = 0; i < ids.length; i++) {
            Arrays.fill(ids[i], 1);
            for (int j = 0; j < rows.get(i).length; j++) {
                ids[i][j] = rows.get(i)[j];
                mask[i][j] = j > 0 && masked.contains(rows.get(i)[j]) ? 0 : 1;
            }
        }
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try (OrtSession session = environment.createSession(model.toByteArray())) {
            inputs.put("input_ids", OnnxTensor.createTensor(environment, ids));
            inputs.put("attention_mask", OnnxTensor.createTensor(environment, mask));
            if (session.getInputNames().contains("token_type_ids")) {
                inputs.put("token_type_ids", OnnxTensor.createTensor(environment, new long[ids.length][longest]));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                return (float[][]) result.get("logits").orElseThrow().getValue();
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    /** The largest difference between logits. */
    public static double difference(float[][] one, float[][] other) {
        double largest = 0;
        for (int i = 0; i < one.length; i++) {
            for (int j = 0; j < one[i].length; j++) {
                largest = Math.max(largest, Math.abs((double) one[i][j] - other[i][j]));
            }
        }
        return largest;
    }
}
