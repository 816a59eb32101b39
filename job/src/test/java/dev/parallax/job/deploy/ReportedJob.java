package dev.parallax.job.deploy;

import dev.parallax.evaluate.AlertGauges;
import dev.parallax.evaluate.MetricValue;
import dev.parallax.evaluate.QualityGauges;
import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.QualityReport.NamedCount;
import dev.parallax.infer.ModelId;
import dev.parallax.infer.ScoredText;
import dev.parallax.infer.TinyModel;
import dev.parallax.job.pipeline.KafkaTopics;
import dev.parallax.job.pipeline.LocalCluster;
import dev.parallax.job.pipeline.StreamingJob;
import dev.parallax.job.pipeline.Workload;
import dev.parallax.job.pipeline.Workload.Item;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

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
        job.appendTo(environment).map(new Reports()).sinkTo(new DiscardingSink<>());
        List<Item> items = Workload.items(0, RECORDS);
        kafka.send(Workload.records(items, job.texts(), PARTITIONS));
        try (LocalCluster cluster = LocalCluster.start(2, job.flink())) {
            JobID id = cluster.submit(environment, "Parallax");
            var unused = kafka.committed(items.size(), job.predictions(), job.deadLetters());
            Scrape scrape = Scrape.of(ports);
            cluster.stop(id, folder);
            return scrape;
        }
    }

    private static StreamingJob job(KafkaTopics kafka, Path folder, String ports) throws Exception {
        StreamingJob.createTopics("reported", kafka, PARTITIONS);
        Map<String, String> options = new HashMap<>();
        options.put("shadow.enabled", "true");
        options.put("shadow.capacity", "4000");
        options.put("shadow.max-waiting", "4000");
        options.put("flink.metrics.reporters", "prom");
        options.put(
                "flink.metrics.reporter.prom.factory.class",
                "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
        options.put("flink.metrics.reporter.prom.port", ports);
        options.put("flink.metrics.job.status.enable", "STATE");
        return StreamingJob.of("reported", kafka, TinyModel.bert().write(folder.resolve("tiny")), options);
    }

    /** Stands for the windows: shows a report that has every number. */
    private static final class Reports extends RichMapFunction<ScoredText, ScoredText> {

        @Override
        public void open(OpenContext context) throws IOException {
            QualityReport report = report();
            new QualityGauges(getRuntimeContext().getMetricGroup()).update(report);
            new AlertGauges(getRuntimeContext().getMetricGroup()).update(report, "low-agreement", true);
        }

        @Override
        public ScoredText map(ScoredText scored) {
            return scored;
        }

        private static QualityReport report() {
            List<MetricValue> values = Stream.of(
                            "agreement.rate",
                            "agreement.wilson.low",
                            "agreement.wilson.high",
                            "agreement.kappa",
                            "disagreement.rate",
                            "f1.shadowVsPrimary.spark.f1",
                            "f1.shadowVsPrimary.sklearn.f1.macro",
                            "f1.primaryVsLabels.spark.f1",
                            "f1.shadowVsLabels.spark.f1",
                            "labels.coverage",
                            "drift.predictedClass.psi",
                            "drift.score.psi",
                            "drift.score.ks",
                            "drift.tokens.psi",
                            "unknownTokenRate",
                            "truncationRate")
                    .map(name -> MetricValue.of(name, 0.5))
                    .toList();
            List<NamedCount> counts = Stream.of(
                            "records",
                            "sampled",
                            "compared",
                            "sameEncoding",
                            "agreed",
                            "disagreed",
                            "noClass",
                            "shed",
                            "failed",
                            "late",
                            "truncated",
                            "labelled",
                            "unknownLabels")
                    .map(name -> new NamedCount(name, 7))
                    .toList();
            return new QualityReport(
                    0,
                    60_000,
                    30_000,
                    new ModelId("tiny", "0123456789abcdef"),
                    "spark-nlp",
                    "",
                    0,
                    false,
                    true,
                    List.of("negative", "positive"),
                    counts,
                    List.of(),
                    List.of(),
                    values,
                    List.of(),
                    List.of(),
                    null);
        }
    }
}
