package dev.parallax.train.lab;

import dev.parallax.text.file.FileFormat;
import dev.parallax.train.model.EncoderFolder;
import dev.parallax.train.model.FrozenEncoder;
import dev.parallax.train.model.Pooling;
import dev.parallax.train.perceptron.PerceptronOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What to compare in a {@link Lab}.
 *
 * @param encoder the encoder that gives the features
 * @param pooling how they are made of the tokens' vectors
 * @param maxLength most token ids of a text, special ones included
 * @param threads threads of the encoder, or {@link FrozenEncoder#ALL_CORES}
 * @param data labelled texts to fit on
 * @param test labelled texts to test on; with none, a fifth of each class of {@code data} is set aside for that
 * @param format how the lines of both files are written
 * @param projection features after a random projection, or empty for those of the encoder
 * @param options layers, iterations, batch, rate, class weights and seed of all networks
 */
public record LabRequest(
        EncoderFolder encoder,
        Pooling pooling,
        int maxLength,
        int threads,
        Path data,
        Optional<Path> test,
        FileFormat format,
        OptionalInt projection,
        PerceptronOptions options) {}
