package dev.parallax.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.sparknlp.bert.ClassChoice;
import dev.parallax.evaluate.QualityOptions;
import dev.parallax.evaluate.QualityOptions.DetectorOptions;
import dev.parallax.evaluate.QualityOptions.DriftOptions;
import dev.parallax.evaluate.QualityOptions.ReferenceKind;
import dev.parallax.evaluate.f1.F1Options;
import dev.parallax.evaluate.f1.ZeroDivision;
import dev.parallax.evaluate.stats.PageHinkley;
import dev.parallax.evaluate.window.WindowSizes;
import dev.parallax.infer.AsyncOptions;
import dev.parallax.infer.batch.BackgroundLimits;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.job.config.option.Options;
import dev.parallax.job.config.option.StartingOffsets;
import dev.parallax.job.config.setting.PlaceholderContent;
import dev.parallax.job.config.setting.Placeholders;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.NearestKey;
import dev.parallax.job.config.value.Problems;
import dev.parallax.job.model.DefaultModel;
import dev.parallax.job.model.ModelOptimization;
import dev.parallax.shadow.ShadowLimits;
import dev.parallax.shadow.ShadowOptions.AttributionLimits;
import dev.parallax.shadow.ShadowOptions.Overload;
import dev.parallax.shadow.ShadowOptions.Sampling;
import dev.parallax.text.EpochUnit;
import dev.parallax.text.RecordFields;
import dev.parallax.text.RecordFormat;
import dev.parallax.text.TextRules;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.util.TimeUtils;

class ConfigPropertiesTest {

    @Property(tries = 200)
    void what_is_written_is_read(@ForAll("pipelines") PipelineConfig config) {
        assertThat(PipelineConfig.from(Settings.none().with(written(config), "test")))
                .isEqualTo(config);
    }

    @Property(tries = 200)
    void starting_offsets_are_read_as_they_are_shown(@ForAll("starts") StartingOffsets start) {
        assertThat(StartingOffsets.parse(start.toString())).isEqualTo(start);
    }

    @Property(tries = 200)
    void a_value_without_a_placeholder_is_left_alone(@ForAll String value) {
        String plain = value.replace("${", "");
        Problems problems = new Problems();
        Placeholders placeholders = new Placeholders(new PlaceholderContent(name -> null));
        assertThat(placeholders.resolve("key", plain, problems)).isEqualTo(plain);
        assertThat(placeholders.defer("key", plain, problems)).isEqualTo(plain);
        assertThat(problems.found()).isEmpty();
    }

    @Property(tries = 200)
    void the_edit_distance_is_a_metric(
            @ForAll("words") String a, @ForAll("words") String b, @ForAll("words") String c) {
        assertThat(NearestKey.distance(a, b)).isEqualTo(NearestKey.distance(b, a));
        assertThat(NearestKey.distance(a, b) == 0).isEqualTo(a.equals(b));
        assertThat(NearestKey.distance(a, c))
                .isLessThanOrEqualTo(NearestKey.distance(a, b) + NearestKey.distance(b, c));
    }

    @Property(tries = 200)
    void a_key_with_one_wrong_letter_is_near_to_itself(@ForAll("keys") String key, @ForAll @IntRange(max = 60) int at) {
        int position = at % key.length();
        String misspelt = key.substring(0, position) + '?' + key.substring(position + 1);
        assertThat(NearestKey.distance(misspelt, NearestKey.to(misspelt, Options.KEYS)))
                .isEqualTo(1);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings().withChars("ab.").ofMaxLength(6);
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.of(Options.KEYS);
    }

    @Provide
    Arbitrary<StartingOffsets> starts() {
        Arbitrary<StartingOffsets> words =
                Arbitraries.of("earliest", "latest", "committed").map(StartingOffsets::parse);
        Arbitrary<StartingOffsets> instants = Arbitraries.longs()
                .between(0, 4_000_000_000_000L)
                .map(millis ->
                        new StartingOffsets(StartingOffsets.From.TIMESTAMP, Optional.of(Instant.ofEpochMilli(millis))));
        return Arbitraries.oneOf(List.of(words, instants));
    }

    @Provide
    Arbitrary<PipelineConfig> pipelines() {
        Arbitrary<Integer> counts = Arbitraries.integers().between(1, 500);
        Arbitrary<Duration> durations =
                Arbitraries.longs().between(1, 100_000_000).map(Duration::ofMillis);
        Arbitrary<Boolean> flags = Arbitraries.of(true, false);
        Arbitrary<RecordConfig> records = Combinators.combine(
                        Arbitraries.of(RecordFormat.class),
                        Arbitraries.strings().alpha().ofMinLength(1),
                        counts,
                        Arbitraries.of(EpochUnit.class),
                        Arbitraries.of(TextRules.ControlCharacters.class),
                        flags)
                .as((format, name, length, unit, controls, include) -> new RecordConfig(
                        new TextRules(
                                format,
                                TextRules.Content.TEXT,
                                new RecordFields("i" + name, "t" + name, "l" + name, "time", "s" + name),
                                length,
                                format == RecordFormat.CONFLUENT_AVRO ? EpochUnit.MILLISECONDS : unit,
                                controls),
                        include));
        Arbitrary<DeviceOptions> devices = Combinators.combine(
                        Arbitraries.of(DeviceOptions.Provider.class),
                        counts,
                        counts,
                        Arbitraries.longs().between(0, 1L << 40),
                        flags,
                        flags,
                        Arbitraries.of("engines", "/var/engines"),
                        durations)
                .as((provider, threads, device, bytes, tf32, fp16, engines, timeout) ->
                        new DeviceOptions(provider, threads, device, bytes, tf32, fp16, engines, timeout));
        Arbitrary<BatchPolicy> batch = Combinators.combine(
                        counts,
                        Arbitraries.integers().between(600, 100_000),
                        Arbitraries.doubles().between(0, 1),
                        durations,
                        counts)
                .as((rows, tokens, padding, linger, inFlight) ->
                        new BatchPolicy(rows, tokens, padding, linger, inFlight, 4 * rows * inFlight));
        Arbitrary<ModelConfig> model = Combinators.combine(
                        Arbitraries.of(DefaultModel.class),
                        Arbitraries.of(ModelOptimization.class),
                        Arbitraries.integers().between(3, 600))
                .filter((name, optimization, length) -> !name.isQuantized() || optimization == ModelOptimization.AUTO)
                .as((name, optimization, length) -> new ModelConfig(Optional.empty(), name, optimization, length));
        Arbitrary<ShadowConfig> shadow = Combinators.combine(
                        flags,
                        Arbitraries.of(ClassChoice.class),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.doubles().between(0, 0.99),
                        counts,
                        durations)
                .as((enabled, answer, rate, share, count, timeout) -> new ShadowConfig(
                        enabled,
                        true,
                        List.of(),
                        Optional.empty(),
                        answer,
                        new Sampling(rate, Overload.SHED),
                        new ShadowLimits(count + 1, new BackgroundLimits(count + 2, share), count, timeout, count + 3),
                        new AttributionLimits(count - 1, count + 4)));
        Arbitrary<QualityConfig> quality = Combinators.combine(
                        flags,
                        Arbitraries.of(ReferenceKind.class),
                        Arbitraries.<List<String>>of(List.of(), List.of("en", "de")),
                        counts,
                        durations,
                        durations)
                .as((enabled, reference, segments, count, slide, other) -> new QualityConfig(
                        enabled,
                        new QualityConfig.Topics("q" + count, "a" + count, "l" + count),
                        new QualityOptions(
                                new WindowSizes(slide.multipliedBy(count), slide, other),
                                slide,
                                other,
                                other,
                                segments,
                                new F1Options("p" + count, false, ZeroDivision.WARN),
                                new DetectorOptions(new PageHinkley.Options(0.5 / count, count, count), 0.25 / count),
                                new DriftOptions(reference, count, null)),
                        reference == ReferenceKind.FILE ? "report-" + count : "",
                        AlertsConfig.DEFAULT));
        return Combinators.combine(
                        records,
                        model,
                        devices,
                        batch,
                        Arbitraries.of(AsyncOptions.Order.class),
                        durations,
                        shadow,
                        quality)
                .as((record, chosen, device, batches, order, more, compared, reported) -> new PipelineConfig(
                        record,
                        chosen,
                        device,
                        batches,
                        new AsyncOptions(
                                batches.maxRows() * batches.inFlight(),
                                device.runTimeout().plus(more),
                                order),
                        compared,
                        reported,
                        new FlinkConfig(Map.of("parallelism.default", String.valueOf(batches.maxRows())))));
    }

    private static Map<String, String> written(PipelineConfig config) {
        Map<String, String> written = new HashMap<>(quality(config.quality()));
        written.putAll(others(config));
        return written;
    }

    private static Map<String, String> quality(QualityConfig config) {
        Map<String, String> written = new HashMap<>(Map.ofEntries(
                Map.entry("quality.enabled", String.valueOf(config.enabled())),
                Map.entry("sink.quality-topic", config.topics().quality()),
                Map.entry("sink.alerts-topic", config.topics().alerts()),
                Map.entry("source.labels-topic", config.topics().labels()),
                Map.entry("quality.window", millis(config.options().sizes().size())),
                Map.entry("quality.slide", millis(config.options().sizes().slide())),
                Map.entry(
                        "quality.allowed-lateness",
                        millis(config.options().sizes().allowedLateness())),
                Map.entry("quality.comparison-timeout", millis(config.options().comparisonTimeout())),
                Map.entry("quality.revision-interval", millis(config.options().revisionInterval())),
                Map.entry("quality.label-retention", millis(config.options().labelRetention())),
                Map.entry("quality.positive-label", config.options().f1().positive()),
                Map.entry(
                        "quality.reference",
                        config.options()
                                .drift()
                                .kind()
                                .name()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '-')),
                Map.entry(
                        "quality.reference-min-records",
                        String.valueOf(config.options().drift().leastRecords())),
                Map.entry(
                        "quality.page-hinkley.delta",
                        String.valueOf(
                                config.options().detectors().pageHinkley().delta())),
                Map.entry(
                        "quality.page-hinkley.lambda",
                        String.valueOf(
                                config.options().detectors().pageHinkley().lambda())),
                Map.entry(
                        "quality.page-hinkley.learning",
                        String.valueOf(
                                config.options().detectors().pageHinkley().learning())),
                Map.entry(
                        "quality.adwin.delta",
                        String.valueOf(config.options().detectors().adwinDelta()))));
        if (!config.options().segments().isEmpty()) {
            written.put("quality.segments", String.join(",", config.options().segments()));
        }
        if (!config.referenceFile().isEmpty()) {
            written.put("quality.reference-file", config.referenceFile());
        }
        return written;
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }

    private static Map<String, String> others(PipelineConfig config) {
        return Map.ofEntries(
                Map.entry(
                        "source.fields.segment",
                        config.records().rules().fields().segment()),
                Map.entry("source.format", config.records().format().toString()),
                Map.entry("source.fields.id", config.records().rules().fields().id()),
                Map.entry(
                        "source.fields.text", config.records().rules().fields().text()),
                Map.entry(
                        "source.fields.timestamp",
                        config.records().rules().fields().timestamp()),
                Map.entry(
                        "source.fields.label", config.records().rules().fields().label()),
                Map.entry(
                        "source.timestamp-unit",
                        config.records().rules().timestampUnit().toString()),
                Map.entry(
                        "source.control-characters",
                        config.records().rules().controlCharacters().toString()),
                Map.entry(
                        "source.max-text-length",
                        String.valueOf(config.records().rules().maxCharacters())),
                Map.entry("sink.include-text", String.valueOf(config.records().includeText())),
                Map.entry("model.name", config.model().name().toString()),
                Map.entry("model.optimize", config.model().optimization().toString()),
                Map.entry("model.max-length", String.valueOf(config.model().maxLength())),
                Map.entry("inference.provider", config.device().provider().toString()),
                Map.entry(
                        "inference.cpu-threads", String.valueOf(config.device().cpuThreads())),
                Map.entry("inference.device-id", String.valueOf(config.device().deviceId())),
                Map.entry("inference.gpu-memory-limit", config.device().gpuMemoryLimitBytes() + " b"),
                Map.entry("inference.tf32", String.valueOf(config.device().tf32())),
                Map.entry("inference.fp16", String.valueOf(config.device().fp16())),
                Map.entry("inference.engine-cache", config.device().engineCache()),
                Map.entry(
                        "inference.run-timeout",
                        TimeUtils.formatWithHighestUnit(config.device().runTimeout())),
                Map.entry("batch.max-rows", String.valueOf(config.batch().maxRows())),
                Map.entry(
                        "batch.max-padded-tokens", String.valueOf(config.batch().maxPaddedTokens())),
                Map.entry("batch.max-padding", String.valueOf(config.batch().maxPadding())),
                Map.entry(
                        "batch.linger",
                        TimeUtils.formatWithHighestUnit(config.batch().linger())),
                Map.entry("batch.in-flight", String.valueOf(config.batch().inFlight())),
                Map.entry("async.capacity", String.valueOf(config.async().capacity())),
                Map.entry(
                        "async.timeout",
                        TimeUtils.formatWithHighestUnit(config.async().timeout())),
                Map.entry("async.order", config.async().order().toString()),
                Map.entry("shadow.enabled", String.valueOf(config.shadow().enabled())),
                Map.entry("shadow.answer", config.shadow().choice().toString()),
                Map.entry(
                        "shadow.sample-rate",
                        String.valueOf(config.shadow().sampling().rate())),
                Map.entry(
                        "shadow.capacity",
                        String.valueOf(config.shadow().limits().capacity())),
                Map.entry(
                        "shadow.max-waiting",
                        String.valueOf(config.shadow().limits().rows().maxWaiting())),
                Map.entry(
                        "shadow.model-share",
                        String.valueOf(config.shadow().limits().rows().modelShare())),
                Map.entry(
                        "shadow.threads",
                        String.valueOf(config.shadow().limits().threads())),
                Map.entry(
                        "shadow.timeout",
                        TimeUtils.formatWithHighestUnit(config.shadow().limits().timeout())),
                Map.entry(
                        "shadow.max-characters",
                        String.valueOf(config.shadow().limits().maxCharacters())),
                Map.entry(
                        "shadow.attribution.max-variants",
                        String.valueOf(config.shadow().attribution().maxVariants())),
                Map.entry(
                        "shadow.pieces",
                        String.valueOf(config.shadow().attribution().maxPieces())),
                Map.entry(
                        "flink.parallelism.default",
                        String.valueOf(config.batch().maxRows())));
    }
}
