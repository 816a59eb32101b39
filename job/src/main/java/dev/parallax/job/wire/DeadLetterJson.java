package dev.parallax.job.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.parallax.text.DeadLetter;
import dev.parallax.text.Header;
import dev.parallax.text.RawRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes a dead letter as a JSON object: {@code reason}, {@code stage}, {@code detail}, {@code source} with
 * {@code topic}, {@code partition} and {@code offset}, and the original bytes as {@code value} if they are UTF-8, else
 * as {@code valueBase64}. A record that has a key or headers has its {@code key}, or {@code keyBase64}, and its
 * {@code headers}, an array of objects with {@code name} and {@code value} or {@code valueBase64}. So all of a record
 * but its timestamp is there.
 *
 * <p>Immutable and safe for several threads.
 */
public final class DeadLetterJson implements JsonLine<DeadLetter> {

    private static final JsonFactory FACTORY = new JsonFactory();

    @Override
    public byte[] write(DeadLetter letter) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("reason", letter.reason().name());
            json.writeStringField("stage", letter.stage().name());
            json.writeStringField("detail", letter.detail());
            source(json, letter.source());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void source(JsonGenerator json, RawRecord source) throws IOException {
        json.writeObjectFieldStart("source");
        json.writeStringField("topic", source.topic());
        json.writeNumberField("partition", source.partition());
        json.writeNumberField("offset", source.offset());
        json.writeEndObject();
        if (source.key() != null) {
            bytes(json, "key", source.key());
        }
        if (!source.headers().isEmpty()) {
            json.writeArrayFieldStart("headers");
            for (Header header : source.headers()) {
                json.writeStartObject();
                json.writeStringField("name", header.key());
                bytes(json, "value", header.value());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        bytes(json, "value", source.value());
    }

    private static void bytes(JsonGenerator json, String field, byte @Nullable [] value) throws IOException {
        if (value == null) {
            json.writeNullField(field);
            return;
        }
        try {
            json.writeStringField(
                    field,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(value))
                            .toString());
        } catch (CharacterCodingException e) {
            json.writeBinaryField(field + "Base64", value);
        }
    }
}
