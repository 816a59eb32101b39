package dev.parallax.train.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.infer.model.HeadDescription;
import dev.parallax.infer.model.HeadDescription.Encoder;
import dev.parallax.train.data.TrainingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model card of a head, with its origin and evaluations: {@code head.json} beside {@code head.onnx}. It has no date
 * and no path, so that the same training produces the same card. A job reads its beginning as a
 * {@link HeadDescription}.
 *
 * @param labels names of the classes in the order of the logits
 * @param encoder the encoder whose vectors the head reads
 * @param pooling how token vectors are pooled into a text's vector
 * @param training the training data and settings
 * @param evaluations evaluations of the head
 */
public record HeadCard(
        List<String> labels, Encoder encoder, Pooling pooling, Training training, List<Evaluation> evaluations) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Checks the labels and copies the lists. */
    public HeadCard {
        if (labels == null || labels.size() < 2 || new HashSet<>(labels).size() != labels.size()) {
            throw new TrainingException("A head has the labels " + labels + ": expected at least 2, all different");
        }
        if (encoder == null || training == null || pooling == null) {
            throw new TrainingException("A head has the encoder " + encoder + " and the pooling " + pooling
                    + ": expected both, and its training");
        }
        labels = List.copyOf(labels);
        evaluations = evaluations == null ? List.of() : List.copyOf(evaluations);
    }

    /**
     * The training data and settings of a head.
     *
     * @param files the training files
     * @param rows number of rows, repetitions included
     * @param note licences and attributions of the data, as the caller worded them
     * @param seed seed of the split
     * @param l2 penalty on the weights of standardised features
     * @param search penalties tried, with their results on the validation rows; none if the caller fixed the penalty
     * @param network settings of a perceptron; none for a linear head
     */
    public record Training(
            List<DataFile> files,
            int rows,
            String note,
            long seed,
            double l2,
            List<Trial> search,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Network network) {

        /** Creates the record of a linear head. */
        public Training(List<DataFile> files, int rows, String note, long seed, double l2, List<Trial> search) {
            this(files, rows, note, seed, l2, search, null);
        }
    }

    /**
     * The settings with which a perceptron was fitted, by the names of {@code parallax train}.
     *
     * @param layers sizes from the features to the classes
     * @param optimizer {@code lbfgs}, {@code sgd}, or the origin of an imported network
     * @param init distribution of the initial weights; empty for an imported network
     * @param loss loss function; empty for an imported network
     * @param classWeight {@code none} or {@code balanced}; empty for an imported network
     * @param iterations steps of L-BFGS, or passes over the rows
     * @param batch rows of a step of gradient descent; 0 for all rows
     * @param rate learning rate of gradient descent; 0 for a line search
     * @param losses the loss on the training rows: before the first iteration, and after each
     */
    public record Network(
            List<Integer> layers,
            String optimizer,
            String init,
            String loss,
            String classWeight,
            int iterations,
            int batch,
            double rate,
            List<Double> losses) {}

    /**
     * The result of one penalty.
     *
     * @param l2 the penalty
     * @param accuracy share of validation rows classified correctly
     * @param logLoss mean of {@code -log p(true class)} over the validation rows, in nats
     */
    public record Trial(double l2, double accuracy, double logLoss) {}

    /**
     * A file of labelled texts.
     *
     * @param file its name, without folders
     * @param sha256 its SHA-256
     * @param rows its rows
     * @param times number of times that each row counts
     */
    public record DataFile(String file, String sha256, int rows, int times) {}

    /**
     * Reads a card.
     *
     * @param origin origin of the bytes, for messages
     * @throws TrainingException if they are not a card
     */
    public static HeadCard parse(String origin, byte[] json) {
        try {
            return JSON.readValue(json, HeadCard.class);
        } catch (IOException e) {
            throw new TrainingException(origin + " is not the card of a head: " + e.getMessage(), e);
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
