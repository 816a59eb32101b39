package dev.parallax.text;

/** The unit of a number that is a time since the Unix epoch. */
public enum EpochUnit {
    /** Seconds, as {@code time()} of C and Python. */
    SECONDS(3),
    /** Thousandths of a second, as Kafka and Java. */
    MILLISECONDS(0),
    /** Millionths of a second, as Debezium's {@code MicroTimestamp}. */
    MICROSECONDS(-3),
    /** Billionths of a second, as Debezium's {@code NanoTimestamp}. */
    NANOSECONDS(-6);

    private final int millisecondsPowerOfTen;

    EpochUnit(int millisecondsPowerOfTen) {
        this.millisecondsPowerOfTen = millisecondsPowerOfTen;
    }

    /** Milliseconds per unit, as a power of ten. */
    int millisecondsPowerOfTen() {
        return millisecondsPowerOfTen;
    }
}
