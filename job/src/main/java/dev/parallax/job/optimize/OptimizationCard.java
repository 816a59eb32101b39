package dev.parallax.job.optimize;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.graph.GraphOptimizer.Applied;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.model.ModelFiles;
import dev.parallax.infer.model.ModelId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The card of a rewritten model, the file {@value #FILE} of its folder. It has no date and no path, so that the same
 * rewriting makes the same card.
 *
 * @param format {@value #FORMAT}
 * @param precision the precision that the model was rewritten for
 * @param device the device that it was rewritten for
 * @param rewritten the rewritings that found something, with the number of places each
 * @param source name and fingerprint of the model that was rewritten
 * @param fingerprint fingerprint of the rewritten model, over the same files
 * @param program name and version of the program that rewrote it
 * @param previous the source's own card, if it was rewritten before
 */
record OptimizationCard(
        String format,
        Precision precision,
        TargetDevice device,
        List<Applied> rewritten,
        ModelId source,
        String fingerprint,
        String program,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable OptimizationCard previous) {

    /** The file's name. */
    static final String FILE = "optimized.json";

    /** The format's identifier. */
    static final String FORMAT = "parallax-optimized/1";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Copies the list. */
    OptimizationCard {
        // A card is read from a file, which may lack it.
        Objects.requireNonNull(device, "device");
        rewritten = List.copyOf(rewritten);
    }

    /**
     * Reads the card of a model folder.
     *
     * @return the card; empty if the folder has none
     * @throws ModelException if the file is not such a card
     */
    static Optional<OptimizationCard> read(Path folder) {
        Optional<Path> file = ModelFiles.of(folder).find(FILE, ModelFiles.LARGEST_CONFIG);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode json = ModelFiles.json(file.get());
        String format = json.path("format").asText();
        if (!format.equals(FORMAT)) {
            throw new ModelException(file.get() + " has the format '" + format + "': expected " + FORMAT
                    + ", a card of parallax optimize");
        }
        try {
            return Optional.of(JSON.treeToValue(json, OptimizationCard.class));
        } catch (JsonProcessingException | RuntimeException e) {
            throw new ModelException(
                    file.get() + " is not a card of parallax optimize: "
                            + (e instanceof JsonProcessingException bad
                                    ? bad.getOriginalMessage()
                                    : "a field is missing"),
                    e);
        }
    }

    /** The card as JSON, the same bytes on every platform. */
    byte[] toJson() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indenter);
        try {
            return (JSON.writer(printer).writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record could not be written as JSON", e);
        }
    }
}
