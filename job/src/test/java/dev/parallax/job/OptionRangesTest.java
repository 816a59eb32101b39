package dev.parallax.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.job.command.RequiredOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Calls every command with invalid numbers for each of its numeric options. */
class OptionRangesTest {

    private static final Set<Class<?>> NUMBERS = Set.of(
            int.class, Integer.class, long.class, Long.class, double.class, Double.class, float.class, Float.class);

    private record Numeric(String command, String option) {}

    private static List<Numeric> numeric() {
        List<Numeric> numeric = new ArrayList<>();
        Main.commandLine().getSubcommands().forEach((name, command) -> {
            for (OptionSpec option : command.getCommandSpec().options()) {
                if (NUMBERS.contains(option.type()) || NUMBERS.contains(option.auxiliaryTypes()[0])) {
                    numeric.add(new Numeric(name, option.longestName()));
                }
            }
        });
        return numeric;
    }

    private static void parse(Numeric numeric, String value) {
        List<String> call = new ArrayList<>(List.of(numeric.command()));
        call.addAll(RequiredOptions.of(numeric.command(), "folder"));
        call.add(numeric.option() + "=" + value);
        CommandLine commandLine = Main.commandLine();
        commandLine.parseArgs(call.toArray(String[]::new));
    }

    @Test
    void there_are_such_options() {
        assertThat(numeric()).hasSizeGreaterThan(25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "x", "", "NaN", "Infinity", "1e400", "99999999999999999999", "0x10", "1_000"})
    void a_number_that_makes_no_sense_is_an_invalid_command_line_that_names_the_option(String value) {
        for (Numeric numeric : numeric()) {
            if (numeric.option().equals("--seed") && value.equals("-5")) {
                continue;
            }
            assertThatThrownBy(() -> parse(numeric, value))
                    .as("%s %s=%s", numeric.command(), numeric.option(), value)
                    .isInstanceOf(ParameterException.class)
                    .hasMessageContaining("'" + numeric.option())
                    .hasMessageContaining("must be ")
                    .hasMessageNotContaining("Exception");
        }
    }

    @Test
    void a_seed_may_be_negative() {
        parse(new Numeric("train", "--seed"), "-5");
    }

    @Test
    void numbers_within_their_ranges_are_taken() {
        parse(new Numeric("quickstart", "--dashboard-port"), "65535");
        parse(new Numeric("quickstart", "--rate"), "0.5");
        parse(new Numeric("train", "--rate"), "1e-3");
        parse(new Numeric("train", "--layers"), "600,20");
        parse(new Numeric("calibrate", "--class-shares"), "0.5,1.5");
        parse(new Numeric("bench", "--soak"), "3000000");
    }
}
