package dev.parallax.job;

import dev.parallax.job.command.BenchCommand;
import dev.parallax.job.command.CalibrateCommand;
import dev.parallax.job.command.CheckCommand;
import dev.parallax.job.command.ConfigReferenceCommand;
import dev.parallax.job.command.DashboardCommand;
import dev.parallax.job.command.DeclaresFiles;
import dev.parallax.job.command.EncodeCommand;
import dev.parallax.job.command.ExitStatus;
import dev.parallax.job.command.ImportHeadCommand;
import dev.parallax.job.command.LabCommand;
import dev.parallax.job.command.OfflineCommand;
import dev.parallax.job.command.OptimizeCommand;
import dev.parallax.job.command.QuickstartCommand;
import dev.parallax.job.command.RunCommand;
import dev.parallax.job.command.ScoreCommand;
import dev.parallax.job.command.TrainCommand;
import dev.parallax.job.command.TuneCommand;
import dev.parallax.job.command.argument.RangeConverter;
import dev.parallax.job.files.FileUses;
import dev.parallax.job.files.ProcessFolder;
import dev.parallax.job.model.Program;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The command {@code parallax} with its subcommands. */
@Command(
        name = "parallax",
        mixinStandardHelpOptions = true,
        version = Program.NAME,
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
            OptimizeCommand.class,
            BenchCommand.class,
            TuneCommand.class,
            CalibrateCommand.class,
            DashboardCommand.class,
            ScoreCommand.class,
            ConfigReferenceCommand.class
        })
public final class Main {

    /**
     * System property that the launcher script sets. If it is missing, a process of a Flink cluster runs this class,
     * and {@code System.exit} must not be called.
     */
    private static final String LAUNCHED = "parallax.launched";

    /** System property with the JVM's encoding of arguments and file names. */
    private static final String NAMES = "sun.jnu.encoding";

    private static final char REPLACEMENT = '\uFFFD';

    private Main() {}

    /**
     * Runs a subcommand and ends the process with its {@link ExitStatus}. Submitted to a Flink cluster, it returns or
     * throws instead.
     */
    public static void main(String[] args) throws Exception {
        if (Boolean.getBoolean(LAUNCHED)) {
            System.exit(launched(args));
        }
        unreadable(System.getProperty(NAMES, ""), args).ifPresent(message -> {
            throw new IllegalArgumentException(message);
        });
        CommandLine commandLine = commandLine();
        Exception[] failure = new Exception[1];
        commandLine.setExecutionExceptionHandler((e, line, parsed) -> {
            failure[0] = e;
            return ExitStatus.FAILED;
        });
        int status = commandLine.execute(args);
        commandLine.getOut().flush();
        if (failure[0] != null) {
            throw failure[0];
        }
        if (status != ExitStatus.OK) {
            throw new IllegalArgumentException("parallax ended with status " + status + ": see standard error");
        }
    }

    /**
     * Error message for arguments that the JVM could not decode. It replaces characters that the locale's encoding does
     * not have by U+FFFD, which would change names of classes and files.
     *
     * @param encoding the JVM's encoding of arguments and file names
     */
    static Optional<String> unreadable(String encoding, String... args) {
        if (encoding.equals("UTF-8")) {
            return Optional.empty();
        }
        for (int i = 0; i < args.length; i++) {
            if (args[i].indexOf(REPLACEMENT) >= 0) {
                return Optional.of("argument " + (i + 1) + " has characters that the locale's encoding, " + encoding
                        + ", does not have: set LC_ALL to a locale of UTF-8, such as C.UTF-8");
            }
        }
        return Optional.empty();
    }

    private static int launched(String[] args) {
        StandardOutput out = StandardOutput.install();
        Optional<String> unreadable = unreadable(System.getProperty(NAMES, ""), args);
        if (unreadable.isPresent()) {
            System.err.println("parallax: " + unreadable.get());
            return ExitStatus.USAGE;
        }
        try {
            ProcessFolder.adopt();
        } catch (IOException e) {
            return Failure.report(e, System.err::println);
        }
        CommandLine commandLine = commandLine();
        int status = commandLine.execute(args);
        if (status == ExitStatus.FAILED || status == ExitStatus.CLOSED_PIPE) {
            return status;
        }
        try {
            commandLine.getOut().flush();
            System.out.flush();
        } catch (StandardOutput.LostException e) {
            return Failure.report(e, System.err::println);
        }
        // Log output to standard output may be lost without an error.
        return out.failure().map(e -> Failure.report(e, System.err::println)).orElse(status);
    }

    /** The command line with all commands, their standard options and their exit statuses; output is UTF-8. */
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8)))
                .setErr(new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true))
                .setExecutionStrategy(Main::run)
                .setParameterExceptionHandler(new InvalidCommandLineHandler())
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    PrintWriter err = command.getErr();
                    int status = Failure.report(e, err::println);
                    err.flush();
                    return status;
                });
        RangeConverter.install(commandLine);
        for (CommandLine command : commandLine.getSubcommands().values()) {
            command.getCommandSpec().mixinStandardHelpOptions(true);
            command.getCommandSpec()
                    .usageMessage()
                    .exitCodeListHeading("%nExit status:%n")
                    .exitCodeList(ExitStatus.meanings());
        }
        commandLine
                .getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(ExitStatus.meanings());
        return commandLine;
    }

    /** Runs the command after a check of its files. */
    private static int run(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        CommandLine command = last.commandSpec().commandLine();
        if (!last.isUsageHelpRequested()
                && !last.isVersionHelpRequested()
                && command.getCommand() instanceof DeclaresFiles user) {
            try {
                FileUses files = new FileUses();
                user.declare(files);
                files.check();
            } catch (ParameterException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                throw new ExecutionException(command, String.valueOf(e.getMessage()), e);
            }
        }
        if (command.getParent() == null && !last.isUsageHelpRequested() && !last.isVersionHelpRequested()) {
            throw new ParameterException(command, "Missing command");
        }
        try {
            int status = new RunLast().execute(parsed);
            command.getOut().flush();
            return status;
        } catch (StandardOutput.LostException e) {
            // Help is printed outside of any command.
            throw new ExecutionException(command, String.valueOf(e.getMessage()), e);
        }
    }
}
