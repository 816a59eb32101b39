package dev.parallax.job.endpoint.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.text.DeadLetter.Reason;
import dev.parallax.text.MalformedRecord;
import java.io.IOException;
import java.util.Map;

/**
 * Values that a producer wrote in Avro with a schema registry: a zero byte, four bytes of the schema's number, most significant
 * first, and Avro's binary encoding (docs.confluent.io, Wire format).
 *
 * <p>For one thread.
 */
public final class RegistryValues {

    private static final int FRAME_BYTES = 5;

    private final SchemaRegistry registry;

    RegistryValues(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * Values by the registry that a Kafka consumer's properties name; nothing is connected yet.
     *
     * @param consumer the properties, as Confluent's deserializers take them; config providers named there fill in references
     * @throws org.apache.kafka.common.config.ConfigException if they cannot be used
     */
    public static RegistryValues open(Map<String, String> consumer) {
        return new RegistryValues(
                new CachedSchemaRegistry(new HttpSchemaRegistry(new RegistryConfig(consumer)), System::nanoTime));
    }

    /**
     * Asks the registry for something that every one has.
     *
     * @param consumer as {@link #open} takes them
     * @throws IOException if it does not answer, or refuses the credentials
     * @throws org.apache.kafka.common.config.ConfigException if the properties cannot be used
     */
    public static void ping(Map<String, String> consumer) throws IOException {
        new HttpSchemaRegistry(new RegistryConfig(consumer)).ping();
    }

    /**
     * Reads one value.
     *
     * @throws MalformedRecord if it is not framed, not of its schema, or of a schema that the registry does not have
     * @throws IOException if the registry does not answer: the same value may be read later
     */
    public JsonNode read(byte[] value) throws MalformedRecord, IOException {
        if (value.length < FRAME_BYTES || value[0] != 0) {
            throw new MalformedRecord(
                    Reason.INVALID_FRAMING,
                    "The value must begin with a zero byte and four bytes of a schema's number, and has "
                            + (value.length < FRAME_BYTES
                                    ? value.length + " bytes"
                                    : String.format("0x%02x for its first byte", value[0])));
        }
        int id = (value[1] & 0xff) << 24 | (value[2] & 0xff) << 16 | (value[3] & 0xff) << 8 | (value[4] & 0xff);
        RegisteredSchema schema = registry.schema(id);
        if (schema.avro() == null) {
            throw new MalformedRecord(Reason.UNKNOWN_SCHEMA, "The value cannot be read: " + schema.problem());
        }
        return AvroTree.of(value, FRAME_BYTES, schema.avro());
    }
}
