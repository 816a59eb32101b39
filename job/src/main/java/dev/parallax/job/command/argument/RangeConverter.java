package dev.parallax.job.command.argument;

import dev.parallax.bounds.Bounds;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** A picocli converter to a number within a {@link Range}: an {@code int}, a {@code long} or a {@code double}. */
public final class RangeConverter implements ITypeConverter<Object> {

    private static final int LONGEST_SHOWN = 40;

    /** Formats numbers without exponents. */
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d{1,19}(\\.\\d{0,18})?|\\.\\d{1,18})(e[+-]?\\d{1,2})?");

    private final Class<?> type;
    private final Bounds<BigDecimal> bounds;

    private RangeConverter(Class<?> type, Range range) {
        this.type = type;
        BigDecimal from = new BigDecimal(range.from());
        BigDecimal to = new BigDecimal(range.to());
        this.bounds = new Bounds<>(
                expected(range),
                value -> (!whole() || value.stripTrailingZeros().scale() <= 0)
                        && value.compareTo(from) >= (range.exclusive() ? 1 : 0)
                        && value.compareTo(to) <= 0);
    }

    /**
     * Gives each option of a command and of its subcommands whose field has a {@link Range} a converter to numbers
     * within it.
     */
    public static void install(CommandLine commandLine) {
        CommandSpec spec = commandLine.getCommandSpec();
        for (OptionSpec option : List.copyOf(spec.options())) {
            if (option.userObject() instanceof Field field && field.isAnnotationPresent(Range.class)) {
                spec.remove(option);
                spec.addOption(OptionSpec.builder(option)
                        .converters(new RangeConverter(option.auxiliaryTypes()[0], field.getAnnotation(Range.class)))
                        .build());
            }
        }
        commandLine.getSubcommands().values().forEach(RangeConverter::install);
    }

    private boolean whole() {
        return type != double.class && type != Double.class;
    }

    private String expected(Range range) {
        String meaning = range.meaning().isEmpty() ? "" : " (" + range.meaning() + ")";
        return (whole() ? "a whole number " : "a number ")
                + (range.exclusive() ? "above " + shown(range.from()) + "," : "from " + shown(range.from()) + meaning)
                + " to " + shown(range.to());
    }

    /** A bound with commas between its thousands, as far as it is written without an exponent. */
    private static String shown(String bound) {
        return bound.matches("-?\\d+") ? String.format(Locale.ROOT, "%,d", Long.valueOf(bound)) : bound;
    }

    @Override
    public Object convert(String written) {
        BigDecimal value = parsed(written);
        if (value == null || !bounds.hold(value)) {
            String cut = written.length() > LONGEST_SHOWN ? written.substring(0, LONGEST_SHOWN) + "…" : written;
            throw new TypeConversionException("must be " + bounds.expected() + ", and is '" + cut + "'");
        }
        if (!whole()) {
            return value.doubleValue();
        }
        return type == long.class || type == Long.class ? (Object) value.longValueExact() : value.intValueExact();
    }

    private static @Nullable BigDecimal parsed(String written) {
        String text = written.strip().toLowerCase(Locale.ROOT);
        return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
    }
}
