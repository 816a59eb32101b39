package dev.parallax.job.deploy;

import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.pipeline.Await;
import dev.parallax.job.pipeline.KafkaTopics;
import dev.parallax.job.pipeline.LocalCluster;
import dev.parallax.job.pipeline.StreamingJob;
import dev.parallax.job.pipeline.Workload;
import dev.parallax.job.pipeline.Workload.Item;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job with its shadow, run on records of every kind with Flink's reporter for Prometheus. */
final class ReportedJob {

    private static final int PARTITIONS = 2;
    static final int RECORDS = 200;

    private ReportedJob() {}

    /** What Prometheus reads of it when it has run for a while. */
    static Scrape scrape(KafkaTopics kafka, Path folder) throws Exception {
        String ports = Scrape.ports();
        StreamingJob job = job(kafka, folder, ports);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(job.flink());
        job.appendTo(environment);
        List<Item> items = Workload.items(0, RECORDS);
        kafka.send(Workload.records(items, job.texts(), PARTITIONS));
        try (LocalCluster cluster = LocalCluster.start(2, job.flink())) {
            JobID id = cluster.submit(environment, "Parallax");
            var unused = kafka.committed(items.size(), job.predictions(), job.deadLetters());
            // Gauges of a window are there once one has left, and those of the rules after it.
            AtomicReference<Scrape> scrape = new AtomicReference<>(Scrape.of(ports));
            Await.until("gauges of an alert rule", () -> {
                scrape.set(Scrape.of(ports));
                return scrape.get().labels().keySet().stream().anyMatch(name -> name.endsWith("alertFiring"));
            });
            cluster.stop(id, folder);
            return scrape.get();
        }
    }

    private static StreamingJob job(KafkaTopics kafka, Path folder, String ports) throws Exception {
        StreamingJob.createTopics("reported", kafka, PARTITIONS);
        kafka.create("reported-quality", 1);
        kafka.create("reported-alerts", 1);
        Map<String, String> options = new HashMap<>();
        options.put("shadow.enabled", "true");
        options.put("shadow.capacity", "4000");
        options.put("shadow.max-waiting", "4000");
        options.put("quality.enabled", "true");
        options.put("quality.window", "40 ms");
        options.put("quality.slide", "20 ms");
        options.put("source.max-out-of-orderness", "1 ms");
        options.put("sink.quality-topic", "reported-quality");
        options.put("sink.alerts-topic", "reported-alerts");
        options.put("flink.metrics.reporters", "prom");
        options.put(
                "flink.metrics.reporter.prom.factory.class",
                "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
        options.put("flink.metrics.reporter.prom.port", ports);
        options.put("flink.metrics.job.status.enable", "STATE");
        return StreamingJob.of("reported", kafka, TinyModel.bert().write(folder.resolve("tiny")), options);
    }
}
