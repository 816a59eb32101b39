package dev.parallax.job.command.argument;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Picocli converters for numbers in a range. A number outside of the range is an invalid command line and reported with
 * its option.
 */
public final class Range {

    private static final String MILLION = "1000000";
    private static final int LONGEST_SHOWN = 40;

    private final String what;
    private final BigDecimal least;
    private final boolean above;
    private final BigDecimal most;

    /**
     * @param what description of the number, for messages
     * @param least smallest value
     * @param above whether the smallest value itself is excluded
     * @param most largest value
     */
    private Range(String what, String least, boolean above, String most) {
        this.what = what;
        this.least = new BigDecimal(least);
        this.above = above;
        this.most = new BigDecimal(most);
    }

    private BigDecimal read(String written) {
        BigDecimal value = parsed(written);
        if (value == null
                || value.compareTo(least) < 0
                || (above && value.compareTo(least) == 0)
                || value.compareTo(most) > 0) {
            throw new TypeConversionException("must be " + what + ", and is '" + shown(written) + "'");
        }
        return value;
    }

    private int whole(String written) {
        BigDecimal value = read(written);
        if (value.stripTrailingZeros().scale() > 0) {
            throw new TypeConversionException("must be " + what + ", and is '" + shown(written) + "'");
        }
        return value.intValueExact();
    }

    private static String shown(String written) {
        return written.length() > LONGEST_SHOWN ? written.substring(0, LONGEST_SHOWN) + "…" : written;
    }

    /** Parses a number; {@code null} if it is not a number or has too large an exponent. */
    private static @Nullable BigDecimal parsed(String written) {
        String text = written.strip().toLowerCase(Locale.ROOT);
        if (!text.matches("[+-]?(\\d{1,18}(\\.\\d{0,18})?|\\.\\d{1,18})(e[+-]?\\d{1,2})?")) {
            return null;
        }
        return new BigDecimal(text);
    }

    /** A port; 0 is a free one. */
    public static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return new Range("a port from 0 (a free one) to 65535", "0", false, "65535").whole(value);
        }
    }

    /** A count of 1 or more. */
    public static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return new Range("a whole number from 1 to 1,000,000", "1", false, MILLION).whole(value);
        }
    }

    /** A count of 0 or more, where 0 has a special meaning. */
    public static final class CountOrNone implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return new Range("a whole number from 0 to 1,000,000", "0", false, MILLION).whole(value);
        }
    }

    /** Number of records of a run; 0 for none or no limit. */
    public static final class Records implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return new Range("a whole number from 0 to 2,000,000,000", "0", false, "2000000000").whole(value);
        }
    }

    /** Number of records of a measurement, large enough to be meaningful. */
    public static final class MeasuredRecords implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return new Range("a whole number from 100 to 2,000,000,000", "100", false, "2000000000").whole(value);
        }
    }

    /** Number of threads; 0 for one for each core. */
    public static final class Threads implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return new Range("a whole number from 0 (one for each core) to 1024", "0", false, "1024").whole(value);
        }
    }

    /** Number of days that are simulated. */
    public static final class SimulatedDays implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return new Range("a whole number of days from 1 to 3650", "1", false, "3650").whole(value);
        }
    }

    /** Number of classes, or of units of a layer. */
    public static final class Width implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return new Range("a whole number from 1 to 100,000", "1", false, "100000").whole(value);
        }
    }

    /** A number of 0 or more. */
    public static final class NotNegative implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            return new Range("a number from 0 to 1e15", "0", false, "1e15")
                    .read(value)
                    .doubleValue();
        }
    }

    /** A number above 0. */
    public static final class AboveZero implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            return new Range("a number above 0, to 1e15", "0", true, "1e15")
                    .read(value)
                    .doubleValue();
        }
    }

    /** A share, 0 to 1. */
    static final class Fraction implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            return new Range("a share from 0 to 1", "0", false, "1").read(value).doubleValue();
        }
    }

    /** A seed: any whole number of 64 bits. */
    public static final class Seed implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            try {
                return Long.valueOf(value.strip());
            } catch (NumberFormatException e) {
                throw new TypeConversionException("must be a whole number of 64 bits, and is '" + shown(value) + "'");
            }
        }
    }
}
