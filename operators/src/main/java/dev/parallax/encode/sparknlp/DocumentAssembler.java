package dev.parallax.encode.sparknlp;

import java.io.Serializable;

/** Spark NLP's {@code DocumentAssembler}: a text becomes one document, cleaned if asked for. Immutable. */
public final class DocumentAssembler {

    /** Parameters, named as in Spark NLP. */
    public record Params(CleanupMode cleanupMode) implements Serializable {

        /** Spark NLP's defaults. */
        public static final Params DEFAULT = new Params(CleanupMode.DISABLED);
    }

    private final Params params;

    DocumentAssembler(Params params) {
        this.params = params;
    }

    /** The document of a text. */
    Annotation assemble(String text) {
        return new Annotation(0, text.length() - 1, params.cleanupMode() == CleanupMode.DISABLED ? text : text.trim());
    }
}
