package dev.parallax.job.command;

import dev.parallax.job.ClassNameConverter;
import dev.parallax.job.command.argument.EncoderArguments;
import dev.parallax.job.files.FileUses;
import dev.parallax.train.model.ClassifierFolder;
import dev.parallax.train.model.HeadCard;
import dev.parallax.train.spark.HeadImport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code parallax import-head}, which creates a model folder from a perceptron saved by Spark MLlib. The
 * exit status is 0, 1 for a failure and 2 for an invalid command line.
 */
@Command(
        name = "import-head",
        description = "Puts a perceptron that Spark MLlib saved (MultilayerPerceptronClassificationModel.save, Spark "
                + "3 or later) on the"
                + " encoder whose vectors it was fitted on, and writes a model folder.")
public final class ImportHeadCommand implements Callable<Integer>, DeclaresFiles {

    @Spec
    private CommandSpec spec;

    @Option(names = "--from", required = true, paramLabel = "DIR", description = "The folder that Spark saved.")
    private Path from = Path.of("");

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "A,B,…",
            split = ",",
            converter = ClassNameConverter.class,
            description = "Names of the classes in the order of their indexes: labels of the StringIndexerModel, if "
                    + "there was one. Blanks around"
                    + " a name do not count, and one with a comma stands in double quotes.")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The model folder to create; it must not exist, or be empty.")
    private Path out = Path.of("");

    @Option(names = "--head-only", description = "Writes the head alone, head.onnx and head.json, without the encoder.")
    private boolean headOnly;

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            description = "Licences and attributions of the data, written into head.json.")
    private String note = "";

    @Mixin
    private EncoderArguments encoder = new EncoderArguments();

    @Override
    public void declare(FileUses files) throws IOException {
        files.names("--from", from);
        encoder.declare(files);
        files.makes("--out", out);
    }

    @Override
    public Integer call() {
        encoder.requireSound();
        if (ClassifierFolder.hasFiles(out) || Files.isRegularFile(out)) {
            throw new ParameterException(
                    spec.commandLine(), "--out " + out + " exists and is not empty: expected a new folder");
        }
        HeadCard card = new HeadImport(
                        from, encoder.folder(), encoder.pooling(), encoder.maxLength(), labels, out, note, headOnly)
                .write();
        PrintWriter lines = spec.commandLine().getOut();
        HeadCard.Network network = card.training().network();
        lines.printf(
                "%d labels, encoder %s, layers %s, %s%n",
                card.labels().size(),
                card.encoder().name(),
                network == null ? "none" : network.layers(),
                network == null ? "" : network.optimizer());
        lines.flush();
        spec.commandLine().getErr().println("import-head: read " + from + "; wrote the model to " + out);
        return ExitStatus.OK;
    }
}
