package dev.parallax.job;

import dev.parallax.infer.ModelException;
import dev.parallax.job.config.ConfigException;
import dev.parallax.train.TrainingException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The command {@code parallax}. */
@Command(
        name = "parallax",
        mixinStandardHelpOptions = true,
        version = "Parallax 0.1.0",
        description = "Classifies text from Kafka with a Hugging Face model on Apache Flink.",
        subcommands = {
            QuickstartCommand.class,
            RunCommand.class,
            CheckCommand.class,
            OfflineCommand.class,
            EncodeCommand.class,
            TrainCommand.class,
            LabCommand.class,
            ImportHeadCommand.class,
            BenchCommand.class,
            CalibrateCommand.class,
            DashboardCommand.class,
            ScoreCommand.class,
            ConfigReferenceCommand.class
        })
public final class Main {

    /** Set by the launcher script. Where it is not, a cluster's process runs this class, and must not be ended. */
    private static final String LAUNCHED = "parallax.launched";

    /** Failures whose message tells a user all: no stack trace. */
    private static final Set<Class<? extends Exception>> TELLING = Set.of(
            ConfigException.class,
            ModelException.class,
            TrainingException.class,
            IOException.class,
            ExecutionException.class,
            IllegalStateException.class);

    private Main() {}

    /**
     * Runs a subcommand and ends the process with its status: 0 for success, 1 for failure, 2 for a wrong call. Submitted to
     * a Flink cluster, it returns or throws instead.
     */
    public static void main(String[] args) throws Exception {
        boolean launched = Boolean.getBoolean(LAUNCHED);
        CommandLine commandLine = commandLine();
        if (launched) {
            commandLine.setExecutionExceptionHandler(Main::tell);
            System.exit(commandLine.execute(args));
        }
        Exception[] failure = new Exception[1];
        commandLine.setExecutionExceptionHandler((e, line, parsed) -> {
            failure[0] = e;
            return 1;
        });
        int status = commandLine.execute(args);
        if (failure[0] != null) {
            throw failure[0];
        }
        if (status != 0) {
            throw new IllegalArgumentException("parallax ended with status " + status + ": see standard error");
        }
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new WrongCalls());
        for (CommandLine command : commandLine.getSubcommands().values()) {
            command.getCommandSpec().mixinStandardHelpOptions(true);
        }
        return commandLine;
    }

    private static int tell(Exception failure, CommandLine commandLine, ParseResult parsed) {
        boolean telling = TELLING.stream().anyMatch(type -> type.isInstance(failure));
        commandLine.getErr().println("parallax: " + (telling ? failure.getMessage() : failure));
        if (!telling || Boolean.getBoolean("parallax.trace")) {
            failure.printStackTrace(commandLine.getErr());
        }
        return 1;
    }
}
