package dev.parallax.job.command.argument;

import dev.parallax.job.files.FileUses;
import dev.parallax.job.model.EncoderArtifact;
import dev.parallax.train.model.EncoderFolder;
import dev.parallax.train.model.FrozenEncoder;
import dev.parallax.train.model.Pooling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** A mix-in with the arguments that select the encoder of a head. */
public final class EncoderArguments {

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--encoder",
            required = true,
            paramLabel = "NAME|DIR",
            description = "bge-small-en-v1.5, or a folder with model.onnx and tokenizer.json.")
    private String encoder = "";

    @Option(
            names = "--features",
            paramLabel = "NAME",
            defaultValue = "cls",
            description = "Pooling of token vectors: the vector of the first token (cls), or the mean of all (mean).")
    private Pooling pooling = Pooling.CLS;

    @Option(
            names = "--max-length",
            paramLabel = "N",
            description = "Most tokens of a text, special ones included (${DEFAULT-VALUE}).")
    @Range(from = "1", to = Range.MILLION)
    private int maxLength = 512;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the encoder; 0 for all cores.")
    @Range(from = "0", meaning = "one for each core", to = "1024")
    private int threads = FrozenEncoder.ALL_CORES;

    /**
     * Checks the arguments before any work starts.
     *
     * @throws ParameterException if an argument is invalid
     */
    public void requireSound() {
        if (threads < 0) {
            throw wrong("--threads is " + threads + ": expected 0 (all cores) or more");
        }
        if (maxLength < 1) {
            throw wrong("--max-length is " + maxLength + ": expected 1 or more");
        }
        if (EncoderArtifact.named(encoder).isEmpty() && !Files.isDirectory(Path.of(encoder))) {
            throw wrong("--encoder " + encoder + " is no folder: expected one, or one of " + EncoderArtifact.names());
        }
    }

    /** Declares the encoder's folder, unless it is a built-in one. */
    public void declare(FileUses files) throws IOException {
        if (EncoderArtifact.named(encoder).isEmpty()) {
            files.names("--encoder", Path.of(encoder));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** The encoder's folder. */
    public EncoderFolder folder() {
        return EncoderArtifact.named(encoder).map(EncoderArtifact::folder).orElseGet(() -> {
            Path folder = Path.of(encoder);
            return EncoderFolder.open(
                    String.valueOf(folder.toAbsolutePath().normalize().getFileName()), folder);
        });
    }

    /** The pooling of token vectors. */
    public Pooling pooling() {
        return pooling;
    }

    /** Maximum length of a text in tokens. */
    public int maxLength() {
        return maxLength;
    }

    /** Number of threads of the encoder. */
    public int threads() {
        return threads;
    }
}
