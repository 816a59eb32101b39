package dev.parallax.encode.sparknlp.document;

import dev.parallax.encode.sparknlp.stage.Annotation;
import dev.parallax.text.UnicodeText;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/** Spark NLP's {@code DocumentAssembler}: turns a text into one document and cleans it if configured. Immutable. */
public final class DocumentAssembler {

    /**
     * Parameters, named as in Spark NLP.
     *
     * @param cleanupMode how white space is cleaned
     */
    public record Params(CleanupMode cleanupMode) implements Serializable {

        /** Spark NLP's defaults. */
        public static final Params DEFAULT = new Params(CleanupMode.DISABLED);
    }

    private final Cleanup cleanup;

    /** @param params the parameters */
    public DocumentAssembler(Params params) {
        this.cleanup = new Cleanup(params.cleanupMode());
    }

    /**
     * Creates the document of a text, which begins at 0 and ends at the last unit of the cleaned text: at -1 if the
     * cleaned text is empty. Spark stores texts as UTF-8, in which an unpaired surrogate becomes a question mark. Takes
     * linear time.
     */
    public Annotation assemble(String text) {
        boolean whole = UnicodeText.unpairedSurrogate(text) < 0;
        String cleaned =
                cleanup.clean(whole ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        return new Annotation(0, cleaned.length() - 1, cleaned);
    }
}
