package dev.parallax.encode.sparknlp;

import java.io.Serializable;

/** Spark NLP's {@code DocumentAssembler}: a text becomes one document, cleaned if asked for. Immutable. */
public final class DocumentAssembler {

    /**
     * Parameters, named as in Spark NLP.
     *
     * @param cleanupMode what happens to white space
     */
    public record Params(CleanupMode cleanupMode) implements Serializable {

        /** Spark NLP's defaults. */
        public static final Params DEFAULT = new Params(CleanupMode.DISABLED);
    }

    private final Cleanup cleanup;

    DocumentAssembler(Params params) {
        this.cleanup = new Cleanup(params.cleanupMode());
    }

    /**
     * The document of a text: it begins at 0 and ends at the last unit of the cleaned text, so at -1 if nothing is left.
     * Takes time linear in the text's length.
     */
    Annotation assemble(String text) {
        String cleaned = cleanup.clean(text);
        return new Annotation(0, cleaned.length() - 1, cleaned);
    }
}
