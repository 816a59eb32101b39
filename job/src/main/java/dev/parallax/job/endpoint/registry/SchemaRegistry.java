package dev.parallax.job.endpoint.registry;

import java.io.IOException;

/** Schemas by the numbers that producers write before values. */
@FunctionalInterface
interface SchemaRegistry {

    /**
     * The schema of a number.
     *
     * @throws IOException if the registry does not answer, or not as a registry does: the same call may succeed later
     */
    RegisteredSchema schema(int id) throws IOException;
}
