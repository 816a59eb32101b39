package dev.parallax.train.spark;

import dev.parallax.digest.Sha256;
import dev.parallax.infer.model.HeadDescription;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.model.ClassifierFolder;
import dev.parallax.train.model.EncoderFolder;
import dev.parallax.train.model.HeadCard;
import dev.parallax.train.model.HeadFolder;
import dev.parallax.train.model.HeadGraph;
import dev.parallax.train.model.Pooling;
import java.nio.file.Path;
import java.util.List;

/**
 * The import of a perceptron saved by Spark MLlib, as a head or a whole classifier.
 *
 * @param from the folder saved by Spark
 * @param encoder the encoder that computed the training features of the network
 * @param pooling how token vectors were pooled into these features
 * @param maxLength most token ids of a text
 * @param labels names of the classes in the order of their indexes
 * @param out the folder to create; it must not exist, or be empty
 * @param note licences and attributions of the data, for the head's card
 * @param headAlone whether to write {@code head.onnx} and {@code head.json} only
 */
public record HeadImport(
        Path from,
        EncoderFolder encoder,
        Pooling pooling,
        int maxLength,
        List<String> labels,
        Path out,
        String note,
        boolean headAlone) {

    /** Copies the labels. */
    public HeadImport {
        labels = List.copyOf(labels);
    }

    /**
     * Reads the network and writes the model folder.
     *
     * @return the head's card
     * @throws TrainingException if network, labels and encoder do not match, or a file cannot be read or written
     */
    public HeadCard write() {
        SparkPerceptron spark = SparkPerceptron.read(from);
        HeadCard card = new HeadCard(
                labels,
                new HeadDescription.Encoder(encoder.name(), Sha256.of(encoder.onnx()), maxLength),
                pooling,
                new HeadCard.Training(
                        List.of(),
                        0,
                        note,
                        0,
                        0,
                        List.of(),
                        new HeadCard.Network(
                                spark.network().shape().layers(),
                                "imported from Spark " + spark.sparkVersion(),
                                "",
                                "",
                                "",
                                0,
                                0,
                                0,
                                List.of())),
                List.of());
        HeadGraph graph = spark.network().toOnnx();
        boolean made =
                headAlone ? HeadFolder.write(graph, card, out) : ClassifierFolder.write(encoder, graph, card, out);
        if (!made) {
            throw new TrainingException("The folder " + out + " is not empty: expected a new folder for the model");
        }
        return card;
    }
}
