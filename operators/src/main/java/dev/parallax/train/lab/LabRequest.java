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
 * The input and settings of a {@link Lab}.
 *
 * @param encoder the encoder that computes the features
 * @param pooling how token vectors are pooled into features
 * @param maxLength most token ids of a text, special ones included
 * @param threads threads of the encoder, or {@link FrozenEncoder#ALL_CORES}
 * @param data training file
 * @param test test file; if there is none, a fifth of each class of {@code data} is held out
 * @param format line format of both files
 * @param projection number of features after a random projection, or empty for none
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
