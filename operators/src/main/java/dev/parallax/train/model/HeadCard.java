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
 * Where a head comes from: {@code head.json} beside {@code head.onnx}. It holds no date and no path, so that the same
 * training gives the same card. A job reads its beginning as a {@link HeadDescription}.
 *
 * @param labels names of the classes in the order of the logits
 * @param encoder the encoder whose vectors the head reads
 * @param pooling how a text's vector is made of its tokens' vectors
 * @param training what the head was fitted on, and how
 * @param evaluations how well it does
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
     * How a head was fitted.
     *
     * @param files the files whose rows the head was fitted on
     * @param rows rows in all, repetitions included
     * @param note licences and attributions of the data, as the caller worded them
     * @param seed what the split depends on
     * @param l2 penalty on the weights of standardised features
     * @param search penalties tried, with what they gave on the validation rows; none where the caller fixed the
     *     penalty
     * @param network what only a perceptron has; none for a linear head
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

        /** Of a linear head. */
        public Training(List<DataFile> files, int rows, String note, long seed, double l2, List<Trial> search) {
            this(files, rows, note, seed, l2, search, null);
        }
    }

    /**
     * How a perceptron was fitted. Names are those of {@code parallax train}.
     *
     * @param layers sizes from the features to the classes
     * @param optimizer {@code lbfgs}, {@code sgd}, or where the network was imported from
     * @param init how the first weights were drawn; empty where another program drew them
     * @param loss what was made small; empty where another program chose it
     * @param classWeight {@code none} or {@code balanced}; empty where another program chose it
     * @param iterations steps of L-BFGS, or passes over the rows
     * @param batch rows of a step of gradient descent; 0 for all rows
     * @param rate length of a step of gradient descent; 0 where a line search finds it
     * @param losses the loss on the rows fitted on: before the first iteration, and after each
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
     * One penalty tried.
     *
     * @param l2 the penalty
     * @param accuracy share of validation rows answered right
     * @param logLoss mean of {@code -log p(true class)} over the validation rows, in nats
     */
    public record Trial(double l2, double accuracy, double logLoss) {}

    /**
     * A file of labelled texts.
     *
     * @param file its name, without folders
     * @param sha256 its SHA-256
     * @param rows its rows
     * @param times how many times each row counts
     */
    public record DataFile(String file, String sha256, int rows, int times) {}

    /**
     * Reads a card.
     *
     * @param origin where the bytes come from, for messages
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
