package dev.parallax.train.spark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.infer.model.ModelFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a {@code PipelineModel} saved by Spark, with the folders {@code stages/N_UID} of its stages in the
 * order of N.
 */
final class SavedPipeline {

    static final String CLASS = "org.apache.spark.ml.PipelineModel";

    private static final String STAGES = "stages";
    private static final String FEATURE_CLASSES = "org.apache.spark.ml.feature.";
    private static final int MOST_STAGES = 1000;

    /** Classes of stages that do not change feature values. */
    private static final Set<String> KEEP_NUMBERS = Set.of(
            "VectorAssembler",
            "VectorSizeHint",
            "StringIndexerModel",
            "IndexToString",
            "SQLTransformer",
            "Tokenizer",
            "RegexTokenizer",
            "StopWordsRemover");

    private final ModelFiles files;

    private SavedPipeline(ModelFiles files) {
        this.files = files;
    }

    /** The pipeline that contains a stage's folder, if any. */
    static Optional<SavedPipeline> around(Path stage) {
        Path stages = stage.toAbsolutePath().normalize().getParent();
        if (stages == null || !String.valueOf(stages.getFileName()).equals(STAGES)) {
            return Optional.empty();
        }
        return Optional.ofNullable(stages.getParent())
                .filter(pipeline -> Files.isDirectory(pipeline.resolve("metadata")))
                .map(pipeline -> new SavedPipeline(ModelFiles.of(pipeline)));
    }

    /** The pipeline in a folder. */
    static SavedPipeline in(Path folder) {
        return new SavedPipeline(ModelFiles.of(folder));
    }

    /** The folders of the stages of a class, {@code stages/N_UID}. */
    List<String> stagesOf(String type) {
        List<String> found = new ArrayList<>();
        for (String stage : files.list(STAGES, MOST_STAGES)) {
            if (type.equals(type(stage))) {
                found.add(stage);
            }
        }
        return found;
    }

    /** The first stage before a given one that changes feature values, with its class. */
    Optional<String> changedBefore(Path stage) {
        int place = place(String.valueOf(stage.toAbsolutePath().normalize().getFileName()));
        for (String other : files.list(STAGES, MOST_STAGES)) {
            String type = type(other);
            if (type != null
                    && type.startsWith(FEATURE_CLASSES)
                    && place(other.substring(STAGES.length() + 1)) < place) {
                String name = type.substring(FEATURE_CLASSES.length());
                if (!KEEP_NUMBERS.contains(name)) {
                    return Optional.of(other + ", a " + name);
                }
            }
        }
        return Optional.empty();
    }

    /** Index of a stage, by which Spark numbers the folders. */
    private static int place(String folder) {
        int end = folder.indexOf('_');
        try {
            return end < 0 ? Integer.MAX_VALUE : Integer.parseInt(folder.substring(0, end));
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }

    private @Nullable String type(String stage) {
        for (String file : files.list(stage + "/metadata", MOST_STAGES)) {
            if (file.startsWith(stage + "/metadata/part-")) {
                Optional<JsonNode> metadata =
                        files.find(file, ModelFiles.LARGEST_CONFIG).map(ModelFiles::json);
                return metadata.map(json -> json.path("class").asText()).orElse(null);
            }
        }
        return null;
    }
}
