package dev.parallax.train.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.parallax.train.data.TrainingException;
import java.util.Arrays;
import java.util.Locale;

/** The pooling of token vectors into one vector of a text, its sentence features. */
public enum Pooling {
    /** The first token's vector, {@code [CLS]} in BERT. */
    CLS,
    /** The mean of the vectors of all tokens with attention mask 1, special tokens included. */
    MEAN;

    /**
     * Returns the pooling of a name.
     *
     * @throws TrainingException if the name is unknown
     */
    @JsonCreator
    public static Pooling named(String name) {
        return Arrays.stream(values())
                .filter(pooling -> pooling.toString().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new TrainingException("There is no pooling " + name + ": expected one of cls and mean"));
    }

    /** The name in cards and on the command line. */
    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
