package dev.parallax.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses event times as clients write them: numbers since the Unix epoch, with or without a fraction or quotes, and
 * ISO-8601 with an offset. A time without an offset is rejected because it does not name an instant, and so is a time
 * outside of the years 1 to 9999.
 */
final class EventTime {

    /** Earliest time that is accepted, epoch milliseconds. */
    static final long EARLIEST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
    /** Latest time that is accepted, epoch milliseconds. */
    static final long LATEST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    /** As seconds the years 2001 to 5138, as milliseconds the first months of 1970 to 1973. */
    private static final long LEAST_SECONDS = 1_000_000_000L;

    private static final long MOST_SECONDS = 100_000_000_000L;

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,30}(?:\\.[0-9]{1,30})?");

    /**
     * Extended and basic format; a space in place of the T, missing seconds, a decimal comma and a zone name after the
     * offset are allowed.
     */
    private static final Pattern ISO = Pattern.compile("([0-9]{4})-?([0-9]{2})-?([0-9]{2})[Tt ]"
            + "([0-9]{2}):?([0-9]{2})(?::?([0-9]{2})(?:[.,]([0-9]{1,9})[0-9]{0,9})?)?"
            + " ?(?:([Zz]|UTC|GMT)|([+-])([0-9]{2})(?::?([0-9]{2}))?)(?:\\[[A-Za-z0-9_/+-]{1,64}])?");

    private EventTime() {}

    /**
     * The time in epoch milliseconds, between {@link #EARLIEST} and {@link #LATEST}; empty if the value is not a time.
     */
    static OptionalLong of(JsonNode value, EpochUnit unit) {
        if (value.isIntegralNumber()) {
            return epoch(new BigDecimal(value.bigIntegerValue()), unit);
        }
        if (value.isNumber()) {
            double number = value.doubleValue();
            return Double.isFinite(number) ? epoch(BigDecimal.valueOf(number), unit) : OptionalLong.empty();
        }
        if (!value.isTextual()) {
            return OptionalLong.empty();
        }
        String text = value.textValue().strip();
        return NUMBER.matcher(text).matches() ? epoch(new BigDecimal(text), unit) : iso(text);
    }

    /** The source record's timestamp, clamped to {@link #EARLIEST} and {@link #LATEST}. */
    static long of(RawRecord source) {
        return Math.max(EARLIEST, Math.min(LATEST, source.timestampMillis()));
    }

    private static OptionalLong epoch(BigDecimal number, EpochUnit unit) {
        if (number.precision() - number.scale() > Long.SIZE) {
            return OptionalLong.empty();
        }
        if (unit == EpochUnit.MILLISECONDS
                && number.compareTo(BigDecimal.valueOf(LEAST_SECONDS)) >= 0
                && number.compareTo(BigDecimal.valueOf(MOST_SECONDS)) < 0) {
            return OptionalLong.empty();
        }
        BigDecimal millis =
                number.scaleByPowerOfTen(unit.millisecondsPowerOfTen()).setScale(0, RoundingMode.FLOOR);
        return millis.compareTo(BigDecimal.valueOf(EARLIEST)) < 0 || millis.compareTo(BigDecimal.valueOf(LATEST)) > 0
                ? OptionalLong.empty()
                : OptionalLong.of(millis.longValueExact());
    }

    private static OptionalLong iso(String text) {
        Matcher parts = ISO.matcher(text);
        if (!parts.matches()) {
            return OptionalLong.empty();
        }
        String seconds = parts.group(6) == null ? "00" : parts.group(6);
        String fraction = parts.group(7) == null ? "" : "." + parts.group(7);
        try {
            // java.time parses 24:00 as the end of the day and 23:59:60 as its last second.
            Instant local = Instant.parse(parts.group(1) + "-" + parts.group(2) + "-" + parts.group(3) + "T"
                    + parts.group(4) + ":" + parts.group(5) + ":" + seconds + fraction + "Z");
            long millis = local.minusSeconds(offset(parts).getTotalSeconds()).toEpochMilli();
            return millis < EARLIEST || millis > LATEST ? OptionalLong.empty() : OptionalLong.of(millis);
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    private static ZoneOffset offset(Matcher parts) {
        if (parts.group(8) != null) {
            return ZoneOffset.UTC;
        }
        int sign = parts.group(9).equals("-") ? -1 : 1;
        int minutes = parts.group(11) == null ? 0 : Integer.parseInt(parts.group(11));
        return ZoneOffset.ofHoursMinutes(sign * Integer.parseInt(parts.group(10)), sign * minutes);
    }
}
