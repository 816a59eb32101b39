package dev.parallax.train;

import dev.parallax.text.file.FileFormat;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.model.ClassifierFolder;
import dev.parallax.train.model.EncoderFolder;
import dev.parallax.train.model.FrozenEncoder;
import dev.parallax.train.model.Pooling;
import dev.parallax.train.perceptron.PerceptronOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The input, output and settings of a training.
 *
 * @param encoder the encoder of the head
 * @param data training files, at least one; rows of a file that is listed several times count several times
 * @param validate validation files for choosing the penalty, on which the head is never fitted; if there are none, a
 *     tenth of each file of {@code data} is held out for that, and the head is then fitted on all of it
 * @param test test files for evaluating the final head
 * @param out the model folder to create; it must not exist, or be empty
 * @param seed seed of the split into training and validation rows
 * @param maxLength most token ids of a text, special ones included
 * @param threads threads of the encoder, or {@link FrozenEncoder#ALL_CORES}
 * @param l2 the L2 penalty, or empty to choose it
 * @param note licences and attributions of the data, for the head's card
 * @param pooling how the token vectors are pooled into features
 * @param perceptron options of a perceptron, or empty for a linear head
 * @param headAlone whether to write {@code head.onnx} and {@code head.json} only, without the classifier
 * @param format line format of all files
 */
public record TrainingRequest(
        EncoderFolder encoder,
        List<Path> data,
        List<Path> validate,
        List<Path> test,
        Path out,
        long seed,
        int maxLength,
        int threads,
        OptionalDouble l2,
        String note,
        Pooling pooling,
        Optional<PerceptronOptions> perceptron,
        boolean headAlone,
        FileFormat format) {

    /** Creates a request for a linear head on the first token's vector, written as a classifier. */
    public TrainingRequest(
            EncoderFolder encoder,
            List<Path> data,
            List<Path> validate,
            List<Path> test,
            Path out,
            long seed,
            int maxLength,
            int threads,
            OptionalDouble l2,
            String note) {
        this(
                encoder,
                data,
                validate,
                test,
                out,
                seed,
                maxLength,
                threads,
                l2,
                note,
                Pooling.CLS,
                Optional.empty(),
                false,
                FileFormat.AUTO);
    }

    /** Checks that there are training files and that the output folder can be created, and copies the lists. */
    public TrainingRequest {
        if (perceptron.isPresent() && l2.isPresent()) {
            throw new TrainingException("A penalty of " + l2.getAsDouble()
                    + " was asked for: expected none, as a perceptron has no penalty");
        }
        if (data.isEmpty()) {
            throw new TrainingException("There is no file to train on: expected at least one");
        }
        if (ClassifierFolder.hasFiles(out)) {
            throw new TrainingException("The folder " + out + " is not empty: expected a new folder for the model");
        }
        data = List.copyOf(data);
        validate = List.copyOf(validate);
        test = List.copyOf(test);
    }
}
