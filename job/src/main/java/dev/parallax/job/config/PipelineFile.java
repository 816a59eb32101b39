package dev.parallax.job.config;

import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.job.config.option.PipelineStage;
import dev.parallax.job.config.option.ShadowKeys;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.config.value.Problems;
import dev.parallax.job.config.value.YamlFile;
import dev.parallax.job.config.value.YamlTree;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a Spark NLP pipeline out of a file: one of its own, or a whole job's. */
public final class PipelineFile {

    private static final String OWN = "pipeline";
    private static final String SECTION = "shadow";

    private PipelineFile() {}

    /**
     * Reads a YAML file with a list of stages as {@code pipeline}, or as {@code shadow.pipeline} among the options of a
     * job.
     *
     * @throws ConfigException with all that is wrong
     */
    public static SparkNlpPipeline read(Path file) {
        YamlTree.Mapping document = YamlFile.read(file);
        Problems problems = new Problems();
        Optional<SparkNlpPipeline> pipeline = Optional.empty();
        Optional<YamlTree.Entry> own = entry(document, OWN);
        Optional<YamlTree.Entry> list = own.or(() -> shadow(document));
        if (list.isPresent()) {
            YamlTree.Entry entry = list.get();
            pipeline = PipelineReader.read(
                    own.isPresent() ? OWN : ShadowKeys.PIPELINE.key(), entry.value(), entry.origin(), problems);
        } else {
            problems.add(Problem.missing(OWN + " (" + file + ")", "a list of stages, " + PipelineStage.ORDER));
        }
        if (own.isPresent()) {
            document.entries().stream()
                    .filter(entry -> !entry.key().equals(OWN))
                    .forEach(entry -> problems.add(new Problem(
                            entry.key() + " (" + entry.origin() + ")", "must not stand beside '" + OWN + "'")));
        }
        problems.throwIfAny();
        return pipeline.orElseThrow(
                () -> new IllegalStateException("A pipeline that could not be read must have a problem"));
    }

    private static Optional<YamlTree.Entry> shadow(YamlTree.Mapping document) {
        return entry(document, ShadowKeys.PIPELINE.key())
                .or(() -> entry(document, SECTION)
                        .map(YamlTree.Entry::value)
                        .filter(YamlTree.Mapping.class::isInstance)
                        .flatMap(section -> entry((YamlTree.Mapping) section, OWN)));
    }

    private static Optional<YamlTree.Entry> entry(YamlTree.Mapping mapping, String key) {
        return mapping.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst();
    }
}
