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
 * What to train.
 *
 * @param encoder the encoder that the head is for
 * @param data files to fit on, at least one; rows of a file that is named several times count several times
 * @param validate files to choose the penalty on, which the head is never fitted on; with none, a tenth of each file of
 *     {@code data} is set aside for that, and the head is then fitted on all of it
 * @param test files to evaluate the finished head on, with no part in training
 * @param out the model folder to make; it must not be there, or be empty
 * @param seed decides which rows are set aside
 * @param maxLength most token ids of a text, special ones included
 * @param threads threads of the encoder, or {@link FrozenEncoder#ALL_CORES}
 * @param l2 the penalty, or empty to choose it
 * @param note licences and attributions of the data, for the head's card
 * @param pooling how the features are made of the tokens' vectors
 * @param perceptron how to fit a perceptron, or empty for a linear head
 * @param headAlone whether to write {@code head.onnx} and {@code head.json} only, not the whole classifier
 * @param format how the lines of all files are written
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

    /** A linear head on the first token's vector, as a whole classifier. */
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

    /** Checks that there is something to fit on and somewhere to write, and copies the lists. */
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
