package dev.parallax.job.wire;

import dev.parallax.infer.model.ModelId;
import java.util.Objects;

/**
 * A model as records name it.
 *
 * @param name its name
 * @param fingerprint first 16 hexadecimal digits of the SHA-256 over its files; empty where a record has none
 */
public record ModelRecord(String name, String fingerprint) {

    /** Checks that there is a name. */
    public ModelRecord {
        WireMapper.required("name", name);
        fingerprint = Objects.requireNonNullElse(fingerprint, "");
    }

    static ModelRecord of(ModelId model) {
        return new ModelRecord(model.name(), model.fingerprint());
    }

    ModelId id() {
        return new ModelId(name, fingerprint);
    }
}
