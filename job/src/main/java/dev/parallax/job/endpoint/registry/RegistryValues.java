package dev.parallax.job.endpoint.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.text.DeadLetter.Reason;
import dev.parallax.text.MalformedRecord;
import dev.parallax.text.SchemaFrame;
import dev.parallax.text.ValueTrees;
import java.io.IOException;
import java.util.Map;

/**
 * Values that a producer wrote in Avro with a schema registry: a {@link SchemaFrame}, and a record in Avro's binary
 * encoding.
 *
 * <p>For one thread.
 */
public final class RegistryValues implements ValueTrees {

    private final SchemaRegistry registry;

    RegistryValues(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * Values by the registry that a Kafka consumer's properties name; nothing is connected yet.
     *
     * @param consumer the properties, as Confluent's deserializers take them; config providers named there fill in
     *     references
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
     * @throws IOException if it does not answer, or rejects the credentials
     * @throws org.apache.kafka.common.config.ConfigException if the properties cannot be used
     */
    public static void ping(Map<String, String> consumer) throws IOException {
        new HttpSchemaRegistry(new RegistryConfig(consumer)).ping();
    }

    /**
     * Reads one value.
     *
     * @throws MalformedRecord if it is not framed, not a record of its schema, or of a schema that the registry does
     *     not have
     * @throws IOException if the registry does not answer: the same value may be read later
     */
    @Override
    public JsonNode read(byte[] value) throws MalformedRecord, IOException {
        int id = SchemaFrame.required(value).schemaId();
        RegisteredSchema schema = registry.schema(id);
        if (schema.avro() == null) {
            throw new MalformedRecord(Reason.UNKNOWN_SCHEMA, "The value cannot be read: " + schema.problem());
        }
        JsonNode tree = AvroTree.of(value, SchemaFrame.BYTES, schema.avro());
        if (!tree.isObject()) {
            throw new MalformedRecord(
                    Reason.INVALID_AVRO,
                    "The value must be an Avro record, and is of type "
                            + schema.avro().getType());
        }
        return tree;
    }
}
