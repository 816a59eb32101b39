package dev.parallax.sparknlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.johnsnowlabs.nlp.LightPipeline;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Measures the throughput of the real Spark NLP in records a second: {@code {"records": n, "seconds": s}} for as many
 * whole rounds over the texts as the asked time takes, after a round that does not count. {@code lightPipeline} is
 * {@code LightPipeline.fullAnnotateJava} called by as many threads as the runner has; {@code dataFrame} is {@code
 * transform} of a frame with as many partitions, written to Spark's {@code noop} format.
 */
final class Speed {

    private final int threads;

    Speed(int threads) {
        this.threads = threads;
    }

    void measure(JsonNode request, PipelineModel fitted, Dataset<Row> frame, List<String> texts, ObjectNode reply)
            throws Exception {
        String way = request.required("measure").asText();
        double enough = request.required("seconds").asDouble();
        Callable<Void> round = switch (way) {
            case "lightPipeline" -> () -> light(new LightPipeline(fitted, false), texts);
            case "dataFrame" -> () -> dataFrame(fitted, frame);
            default ->
                throw new IllegalArgumentException("Cannot measure " + way + ": expected lightPipeline or dataFrame");
        };
        round.call();
        long start = System.nanoTime();
        double seconds = 0;
        int rounds = 0;
        while (seconds < enough) {
            round.call();
            rounds++;
            seconds = (System.nanoTime() - start) / 1e9;
        }
        reply.put("records", (long) rounds * texts.size());
        reply.put("seconds", seconds);
    }

    private Void light(LightPipeline pipeline, List<String> texts) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Object>> calls = texts.stream()
                    .<Callable<Object>>map(text -> () -> pipeline.fullAnnotateJava(text))
                    .toList();
            for (var each : pool.invokeAll(calls)) {
                each.get();
            }
            return null;
        } finally {
            pool.shutdown();
        }
    }

    private Void dataFrame(PipelineModel fitted, Dataset<Row> frame) {
        fitted.transform(frame.repartition(threads))
                .select("class.result")
                .write()
                .format("noop")
                .mode("overwrite")
                .save();
        return null;
    }
}
