package dev.parallax.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangesTest {

    private static final List<String> LEAST = List.of(
            "kafka.bootstrap.servers=broker:9092",
            "source.topics=texts",
            "sink.predictions-topic=predictions",
            "sink.dead-letters-topic=dead-letters");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "source.topics=a,,b",
                "source.topics=a,a",
                "source.topics=a/b",
                "source.fields.id=",
                "source.fields.text=id",
                "source.fields.label=text",
                "source.max-text-length=0",
                "source.start=2026-01-31",
                "source.group-id= ",
                "source.max-out-of-orderness=-1 s",
                "source.format=xml",
                "sink.predictions-topic=..",
                "sink.dead-letters-topic=predictions",
                "sink.transactional-id-prefix=",
                "sink.max-record-size=4095 bytes",
                "sink.max-record-size=3 gb",
                "sink.max-record-size=5000",
                "model.path= ",
                "model.max-length=2",
                "inference.provider=tpu",
                "inference.device-id=-1",
                "inference.gpu-memory-limit=1024",
                "inference.gpu-memory-limit=much",
                "inference.run-timeout=0 s",
                "batch.max-rows=-1",
                "batch.max-rows=1.5",
                "batch.max-padded-tokens=0",
                "batch.max-padding=1.1",
                "batch.max-padding=NaN",
                "batch.in-flight=-1",
                "async.capacity=0",
                "async.timeout=0",
                "async.order=sorted",
                "sink.disagreements-topic=predictions",
                "sink.disagreements-topic=a/b",
                "shadow.enabled=ja",
                "shadow.answer=best",
                "shadow.sample-rate=1.1",
                "shadow.capacity=0",
                "shadow.max-waiting=0",
                "shadow.model-share=1",
                "shadow.threads=0",
                "shadow.timeout=0",
                "shadow.max-characters=0",
                "shadow.attribution.max-variants=-1",
                "shadow.pieces=2049",
                "kafka.bootstrap.servers=broker",
                "kafka.producer.transaction.timeout.ms=15 min",
                "kafka.producer.max.request.size=4000",
                "kafka.producer.buffer.memory=32 mb",
                "flink.execution.checkpointing.mode=sometimes",
                "flink.parallelism.default=two"
            })
    void a_value_out_of_its_range_is_the_one_problem_told(String setting) {
        // When
        ConfigException thrown = catchThrowableOfType(
                ConfigException.class,
                () -> StreamingConfig.from(Settings.load(
                        Optional.empty(),
                        Stream.concat(LEAST.stream(), Stream.of(setting)).toList())));
        // Then
        String key = setting.substring(0, setting.indexOf('='));
        assertThat(thrown.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.key()).isEqualTo(key + " (--set)"))
                .satisfies(problem -> assertThat(problem.message()).containsAnyOf("must be ", "is not set"));
    }
}
