package dev.parallax.infer.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The input and output of a head, as {@code head.json} describes them; how the head was trained stands beside it. A
 * field that is missing is empty.
 *
 * @param labels names of the classes in the order of the logits
 * @param encoder the encoder whose vectors the head reads
 * @param pooling how a text's vector is made of its tokens' vectors, {@code cls} or {@code mean}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HeadDescription(List<String> labels, Encoder encoder, String pooling) {

    /** Name of the file. */
    public static final String FILE = "head.json";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /**
     * The encoder of a head.
     *
     * @param name its display name
     * @param sha256 SHA-256 of its ONNX file
     * @param maxLength most token ids of a training text, special ones included
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Encoder(String name, String sha256, int maxLength) {

        /** Replaces what is missing by empty texts. */
        public Encoder {
            name = Objects.requireNonNullElse(name, "");
            sha256 = Objects.requireNonNullElse(sha256, "");
        }
    }

    /** Replaces what is missing by what is empty. */
    public HeadDescription {
        labels = labels == null ? List.of() : List.copyOf(labels);
        encoder = encoder == null ? new Encoder("", "", 0) : encoder;
        pooling = Objects.requireNonNullElse(pooling, "");
    }

    /**
     * Reads a file.
     *
     * @throws ModelException if it holds no JSON object, or a field has another type
     * @throws ModelUnavailableException if it cannot be read
     */
    public static HeadDescription read(Path file) {
        try {
            return MAPPER.treeToValue(ModelFiles.json(file), HeadDescription.class);
        } catch (JsonProcessingException e) {
            throw new ModelException(file + " is not the description of a head: " + e.getOriginalMessage(), e);
        }
    }
}
