package dev.parallax.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** Decodes values that need more than their own bytes, such as a schema from a registry, into trees of JSON nodes. */
@FunctionalInterface
public interface ValueTrees {

    /**
     * Decodes one value.
     *
     * @throws MalformedRecord if the value cannot be decoded
     * @throws IOException if the schema is not available now; the same value may be read later
     */
    JsonNode read(byte[] value) throws MalformedRecord, IOException;
}
