package dev.parallax.job.endpoint.registry;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The unit of time that an Avro schema declares for an integer: by a logical type (avro.apache.org, Specification,
 * Logical types), or by the name that Kafka Connect's converter writes for Debezium's types (debezium.io, Temporal
 * types).
 */
enum TimeType {
    /** No time, or an instant in milliseconds since 1970. */
    NUMBER(1, true),
    /** An instant in microseconds since 1970. */
    MICROS(1_000, true),
    /** An instant in nanoseconds since 1970. */
    NANOS(1_000_000, true),
    /** A day since 1970, of no time zone. */
    DATE(1, false),
    /** A clock's time in milliseconds since 1970, of no time zone. */
    LOCAL_MILLIS(1, false),
    /** The same in microseconds. */
    LOCAL_MICROS(1_000, false),
    /** The same in nanoseconds. */
    LOCAL_NANOS(1_000_000, false);

    private static final Map<String, TimeType> BY_NAME = Map.of(
            "timestamp-micros", MICROS,
            "timestamp-nanos", NANOS,
            "date", DATE,
            "local-timestamp-millis", LOCAL_MILLIS,
            "local-timestamp-micros", LOCAL_MICROS,
            "local-timestamp-nanos", LOCAL_NANOS,
            "io.debezium.time.Date", DATE,
            "io.debezium.time.MicroTimestamp", MICROS,
            "io.debezium.time.NanoTimestamp", NANOS);

    private final long perMilli;
    private final boolean instant;

    TimeType(long perMilli, boolean instant) {
        this.perMilli = perMilli;
        this.instant = instant;
    }

    /** The unit that a schema declares; {@link #NUMBER} if it declares none. */
    static TimeType of(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        TimeType declared = named(logical == null ? null : logical.getName());
        if (declared == null) {
            declared = named(schema.getProp("connect.name"));
        }
        return declared == null ? NUMBER : declared;
    }

    private static @Nullable TimeType named(@Nullable String name) {
        return name == null ? null : BY_NAME.get(name);
    }

    /** Whether {@link #toMillis} is an instant, or just a number. */
    boolean instant() {
        return instant;
    }

    /** Milliseconds, rounded down. */
    long toMillis(long value) {
        return Math.floorDiv(value, perMilli);
    }

    /** ISO-8601 without an offset; the number itself where it is beyond what a calendar has. */
    String toText(long value) {
        try {
            if (this == DATE) {
                return LocalDate.ofEpochDay(value).toString();
            }
            long millis = toMillis(value);
            return LocalDateTime.ofEpochSecond(
                            Math.floorDiv(millis, 1_000),
                            1_000_000 * (int) Math.floorMod(millis, 1_000L),
                            ZoneOffset.UTC)
                    .toString();
        } catch (DateTimeException e) {
            return Long.toString(value);
        }
    }
}
