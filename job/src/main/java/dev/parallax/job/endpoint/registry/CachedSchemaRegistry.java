package dev.parallax.job.endpoint.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Schemas as they were answered before: for good where there is one, since a number never gets another schema, and for
 * a minute where there is none, so that it may be registered in the meantime. The least recently used ones are
 * forgotten.
 *
 * <p>For one thread.
 */
final class CachedSchemaRegistry implements SchemaRegistry {

    /** The time for which an id without a schema is not requested again. */
    static final Duration PROBLEMS_LAST = Duration.ofMinutes(1);

    private static final int MOST_SCHEMAS = 1_000;

    private final SchemaRegistry registry;
    private final LongSupplier nanoClock;
    private final Map<Integer, Answer> answers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Answer> eldest) {
            return size() > MOST_SCHEMAS;
        }
    };

    private record Answer(RegisteredSchema schema, long nanos) {}

    /**
     * @param registry the registry to ask
     * @param nanoClock nanoseconds since any time, such as {@link System#nanoTime}
     */
    CachedSchemaRegistry(SchemaRegistry registry, LongSupplier nanoClock) {
        this.registry = registry;
        this.nanoClock = nanoClock;
    }

    @Override
    public RegisteredSchema schema(int id) throws IOException {
        long now = nanoClock.getAsLong();
        Answer known = answers.get(id);
        if (known != null && (known.schema().problem() == null || now - known.nanos() < PROBLEMS_LAST.toNanos())) {
            return known.schema();
        }
        RegisteredSchema schema = registry.schema(id);
        answers.put(id, new Answer(schema, now));
        return schema;
    }
}
