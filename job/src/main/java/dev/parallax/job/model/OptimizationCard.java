package dev.parallax.job.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.graph.GraphOptimizer.Applied;
import dev.parallax.graph.GraphOptimizer.FloatProduct;
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
 * @param precision the precision that the model was rewritten for, such as {@value #INT8}
 * @param device the device that it was rewritten for, such as {@value #CPU}
 * @param rewritten the rewritings that found something, with the number of places each
 * @param inFloats the products that stay in 32-bit floats, if some do so in a model of 8-bit integers
 * @param source name and fingerprint of the model that was rewritten
 * @param fingerprint fingerprint of the rewritten model, over the same files
 * @param program name and version of the program that rewrote it
 * @param previous the source's own card, if it was rewritten before
 */
public record OptimizationCard(
        String format,
        String precision,
        String device,
        List<Applied> rewritten,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable InFloats inFloats,

        ModelId source,
        String fingerprint,
        String program,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable OptimizationCard previous) {

    /** The file's name. */
    public static final String FILE = "optimized.json";

    /** The format's identifier. */
    public static final String FORMAT = "parallax-optimized/1";

    /** The precision of 32-bit floats. */
    public static final String FP32 = "fp32";

    /** The precision of products of 8-bit integers. */
    public static final String INT8 = "int8";

    /** The device of a graph whose operators are fast on CPUs. */
    public static final String CPU = "cpu";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Copies the list. */
    public OptimizationCard {
        // A card is read from a file, which may lack any of them.
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(program, "program");
        rewritten = List.copyOf(rewritten);
    }

    /**
     * Products that stay in 32-bit floats.
     *
     * @param keepLabels share of labels that they were left for
     * @param products their names and errors, the largest error first
     */
    public record InFloats(double keepLabels, List<FloatProduct> products) {

        /** Copies the list. */
        public InFloats {
            products = List.copyOf(products);
        }
    }

    /**
     * Reads the card of a model folder.
     *
     * @return the card; empty if the folder has none
     * @throws ModelException if the file is not such a card
     */
    public static Optional<OptimizationCard> read(Path folder) {
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
    public byte[] toJson() {
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
