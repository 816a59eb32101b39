package dev.parallax.job.command;

import dev.parallax.job.config.ConfigReference;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code parallax config-reference}: prints the table of all options. */
@Command(
        name = "config-reference",
        description = "Prints a Markdown table of every option: key, type, default and meaning.")
public final class ConfigReferenceCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    /** Prints the table; always 0. */
    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(ConfigReference.markdown());
        out.flush();
        return 0;
    }
}
