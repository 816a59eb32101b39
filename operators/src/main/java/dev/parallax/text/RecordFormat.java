package dev.parallax.text;

/** The format of a record's value. */
public enum RecordFormat {
    /** A JSON object with the fields of {@link RecordFields}. */
    JSON("json"),
    /** Plain text; the key is its id. */
    TEXT("text"),
    /** A {@link SchemaFrame} followed by the object of {@link #JSON}. */
    CONFLUENT_JSON("confluent-json"),
    /** A {@link SchemaFrame} followed by a record in Avro's binary encoding with the fields of {@link RecordFields}. */
    CONFLUENT_AVRO("confluent-avro");

    private final String name;

    RecordFormat(String name) {
        this.name = name;
    }

    /** The name in configuration files. */
    @Override
    public String toString() {
        return name;
    }
}
