package dev.parallax.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** Values that need more than their own bytes to be read, such as a schema from elsewhere, as trees of JSON nodes. */
@FunctionalInterface
public interface ValueTrees {

    /**
     * The tree of one value.
     *
     * @throws MalformedRecord if the value is none that can be read
     * @throws IOException if what is needed for it cannot be had now: the same value may be read later
     */
    JsonNode read(byte[] value) throws MalformedRecord, IOException;
}
