package dev.parallax.encode.sparknlp.document;

import dev.parallax.encode.sparknlp.stage.Annotation;
import dev.parallax.text.UnicodeText;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

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

    public DocumentAssembler(Params params) {
        this.cleanup = new Cleanup(params.cleanupMode());
    }

    /**
     * The document of a text: it begins at 0 and ends at the last unit of the cleaned text, so at -1 if nothing is
     * left. Spark keeps texts as UTF-8, in which half of a surrogate pair becomes a question mark. Takes time linear in
     * the text's length.
     */
    public Annotation assemble(String text) {
        boolean whole = UnicodeText.unpairedSurrogate(text) < 0;
        String cleaned =
                cleanup.clean(whole ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        return new Annotation(0, cleaned.length() - 1, cleaned);
    }
}
