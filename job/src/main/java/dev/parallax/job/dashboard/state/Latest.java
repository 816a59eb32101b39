package dev.parallax.job.dashboard.state;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayDeque;

/** The latest values of a kind, as JSON, newest first; older ones are forgotten. For one thread. */
public final class Latest {

    private final int most;
    private final ArrayDeque<String> values = new ArrayDeque<>();

    /** @param most how many are kept */
    Latest(int most) {
        this.most = most;
    }

    void add(String json) {
        values.addFirst(json);
        if (values.size() > most) {
            values.removeLast();
        }
    }

    /** Writes an array. */
    void write(JsonGenerator json, String name) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeRawValue(value);
        }
        json.writeEndArray();
    }
}
