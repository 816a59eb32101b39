package dev.parallax.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.pipeline.Workload.Item;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests the job jar as built. */
@ExtendWith(SharedBroker.class)
class JobJarIT {

    private static final String JAR = System.getProperty("parallax.job.jar");

    private static final Predicate<String> NOT_IN_THE_JAR = Pattern.compile(
                    "(org/apache/flink/(runtime|streaming/api|core|api|client|configuration)/.*\\.class"
                            + "|scala/.*|kafka/server/.*|breeze/.*|org/apache/kafka/(controller|metadata|storage)/.*"
                            + "|org/slf4j/.*|org/apache/logging/.*|META-INF/.*\\.(SF|DSA|RSA)|log4j2.*)")
            .asMatchPredicate();

    @Test
    void a_job_can_be_cancelled_and_submitted_again_in_one_task_manager(KafkaTopics kafka, @TempDir Path folder)
            throws Exception {
        // Given
        Path model = TinyModel.bert().write(folder.resolve("tiny"));
        StreamingJob.createTopics("again", kafka, 1);
        StreamingJob job = StreamingJob.of("again", kafka, model, Map.of());
        List<String> run = List.of(
                JAR,
                "run",
                "--set",
                "kafka.bootstrap.servers=" + kafka.bootstrapServers(),
                "--set",
                "source.topics=" + job.texts(),
                "--set",
                "source.group-id=" + job.group(),
                "--set",
                "sink.predictions-topic=" + job.predictions(),
                "--set",
                "sink.dead-letters-topic=" + job.deadLetters(),
                "--set",
                "model.path=" + model,
                "--set",
                "inference.provider=cpu",
                "--set",
                "flink.execution.checkpointing.interval=200 ms");
        try (URLClassLoader flink = distribution()) {
            assertThatThrownBy(() -> flink.loadClass("dev.parallax.job.Main"))
                    .isInstanceOf(ClassNotFoundException.class);
            assertThatThrownBy(() -> flink.loadClass("ai.onnxruntime.OrtEnvironment"))
                    .isInstanceOf(ClassNotFoundException.class);
            Object cluster = inside(
                    flink,
                    () -> flink.loadClass(SessionCluster.class.getName())
                            .getConstructor()
                            .newInstance());
            try (AutoCloseable closed = (AutoCloseable) cluster) {
                for (int round = 0; round < 3; round++) {
                    // When
                    List<Item> items = Workload.items(round * 40, 40);
                    String id = inside(flink, () -> submit(cluster, run));
                    kafka.send(Workload.records(items, job.texts(), 1));
                    // Then
                    Await.until(
                            "records have their results in round " + round,
                            () -> kafka.committed(job.predictions(), job.deadLetters()).stream()
                                    .map(result -> Integer.valueOf(Workload.text(result.key())))
                                    .toList()
                                    .containsAll(
                                            items.stream().map(Item::number).toList()));
                    inside(flink, () -> {
                        cancel(cluster, id);
                        return id;
                    });
                    Await.until(
                            "no thread of the job is left",
                            () -> Thread.getAllStackTraces().keySet().stream()
                                    .noneMatch(thread -> thread.getName().startsWith("parallax-")));
                }
            }
        }
    }

    @Test
    void the_dashboard_is_served_from_the_jar_with_a_flink_distribution_beside_it() throws Exception {
        // Given
        URL jar = Path.of(JAR).toUri().toURL();
        try (URLClassLoader flink = distribution();
                URLClassLoader job = new URLClassLoader(new URL[] {jar}, flink)) {
            Class<?> topics = job.loadClass("dev.parallax.job.dashboard.state.DashboardTopics");
            Class<?> dashboard = job.loadClass("dev.parallax.job.dashboard.Dashboard");
            Object three = topics.getConstructor(String.class, String.class, String.class)
                    .newInstance("quality", "alerts", "disagreements");
            // When
            Object started = inside(
                    job,
                    () -> dashboard
                            .getMethod("start", Map.class, topics, String.class, int.class)
                            .invoke(null, Map.of("bootstrap.servers", "127.0.0.1:1"), three, "127.0.0.1", 0));
            // Then
            try (AutoCloseable closed = (AutoCloseable) started) {
                URI page = (URI) dashboard.getMethod("url").invoke(started);
                for (String path : List.of("", "app.js", "vendor/chart.js", "api/state")) {
                    try (InputStream answer = page.resolve(path).toURL().openStream()) {
                        assertThat(answer.readAllBytes()).as(path).isNotEmpty();
                    }
                }
            }
        }
    }

    @Test
    void the_jar_has_what_a_task_manager_needs_and_nothing_that_it_has() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            List<String> names = jar.stream().map(JarEntry::getName).toList();
            assertThat(names)
                    .contains(
                            "dev/parallax/job/Main.class",
                            "dev/parallax/infer/onnx/OnnxClassifier.class",
                            "org/apache/flink/connector/kafka/sink/KafkaSink.class",
                            "org/apache/kafka/clients/consumer/KafkaConsumer.class",
                            "ai/onnxruntime/native/linux-x64/libonnxruntime.so",
                            "native/lib/linux-x86_64/cpu/libtokenizers.so",
                            "dev/parallax/job/dashboard/web/index.html",
                            "META-INF/LICENSE",
                            "META-INF/NOTICE");
            assertThat(names).doesNotHaveDuplicates().filteredOn(NOT_IN_THE_JAR).isEmpty();
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue(Attributes.Name.MAIN_CLASS)).isEqualTo("dev.parallax.job.Main");
            assertThat(manifest.getValue(Attributes.Name.MULTI_RELEASE)).isEqualTo("true");
        }
    }

    @SuppressWarnings("unchecked")
    private static String submit(Object cluster, List<String> run) {
        return ((Function<List<String>, String>) cluster).apply(run);
    }

    @SuppressWarnings("unchecked")
    private static void cancel(Object cluster, String job) {
        ((Consumer<String>) cluster).accept(job);
    }

    /** A part of a test that can throw any exception. */
    private interface Part<T> {
        T run() throws Exception;
    }

    /** Runs a part with the distribution's class loader as the thread's, as it is in a process of Flink. */
    private static <T> T inside(ClassLoader flink, Part<T> part) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(flink);
        try {
            return part.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URLClassLoader distribution() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        urls.add(SessionCluster.class.getProtectionDomain().getCodeSource().getLocation());
        for (Path jar : FlinkDistribution.jars()) {
            urls.add(jar.toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    }
}
