package dev.parallax.encode.sparknlp.token;

import dev.parallax.encode.sparknlp.stage.Annotation;
import java.io.Serializable;
import java.util.List;

/** Splits a document or sentence into rule tokens: {@link Tokenizer} or {@link RegexTokenizer}. */
public interface TokenSplitter {

    /** Parameters of one of the two. */
    sealed interface Params extends Serializable permits TokenizerParams, RegexTokenizer.Params {}

    /** The tokens of a unit, with offsets in the document. */
    List<Annotation> tokens(Annotation unit);
}
