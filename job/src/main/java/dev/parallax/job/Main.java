package dev.parallax.job;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code parallax}. */
@Command(
        name = "parallax",
        mixinStandardHelpOptions = true,
        description = "Classifies text from Kafka with a Hugging Face model on Apache Flink.",
        subcommands = {ConfigReferenceCommand.class})
public final class Main {

    private Main() {}

    /** Runs a subcommand and exits with its status: 0 for success, 1 for failure, 2 for a wrong call. */
    public static void main(String[] args) {
        int status = new CommandLine(new Main()).execute(args);
        if (status != 0) {
            System.exit(status);
        }
    }
}
