package dev.parallax.job;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reports invalid command lines as picocli does, but without values: an unknown argument may be {@code KEY=VALUE}
 * without its {@code --set}, and the value may be a secret.
 */
final class InvalidCommandLineHandler implements IParameterExceptionHandler {

    private static final String MASK = "******";

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        String message = String.valueOf(wrong.getMessage());
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals >= 0) {
                message = message.replace(argument, argument.substring(0, equals + 1) + MASK);
            }
        }
        err.println(message);
        if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
            command.usage(err);
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
