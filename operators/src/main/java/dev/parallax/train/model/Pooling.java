package dev.parallax.train.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.parallax.train.data.TrainingException;
import java.util.Arrays;
import java.util.Locale;

/** How one vector of a text, its sentence features, is made of its tokens' vectors. */
public enum Pooling {
    /** The first token's vector, {@code [CLS]} in BERT. */
    CLS,
    /** The mean of all tokens' vectors, special ones included, those under attention mask 0 left out. */
    MEAN;

    /**
     * The pooling of a name.
     *
     * @throws TrainingException if there is none
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
