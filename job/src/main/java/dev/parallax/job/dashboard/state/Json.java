package dev.parallax.job.dashboard.state;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes events for the page. Safe for several threads. */
public final class Json {

    /** Something that writes JSON. */
    public interface Part {
        /** Writes the part at the place where the generator stands. */
        void write(JsonGenerator json) throws IOException;
    }

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** Writes a record. */
    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JacksonException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
    }

    /** Writes an object. */
    public static String object(Part part) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = MAPPER.createGenerator(text)) {
            json.writeStartObject();
            part.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return text.toString();
    }
}
