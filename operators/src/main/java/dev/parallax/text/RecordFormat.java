package dev.parallax.text;

/** How a record's value is written. */
public enum RecordFormat {
    /** A JSON object with the fields of {@link RecordFields}. */
    JSON("json"),
    /** The text itself; the key is its id. */
    TEXT("text"),
    /** A {@link SchemaFrame}, and behind it the object of {@link #JSON}. */
    CONFLUENT_JSON("confluent-json"),
    /**
     * A {@link SchemaFrame}, and behind it a record in Avro's binary encoding with the fields of {@link RecordFields}.
     */
    CONFLUENT_AVRO("confluent-avro");

    private final String name;

    RecordFormat(String name) {
        this.name = name;
    }

    /** As it is written. */
    @Override
    public String toString() {
        return name;
    }
}
