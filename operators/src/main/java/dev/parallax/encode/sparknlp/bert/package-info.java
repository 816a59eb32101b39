/**
 * The BERT stage: tokens to WordPiece ids, rows of the model, and classes for sentences.
 *
 * <p>Contractions are cut in {@link BasicTokenizer}; rows are truncated in {@link UnitRows}. Begin at
 * {@link BertForSequenceClassification}.
 */
@NullMarked
package dev.parallax.encode.sparknlp.bert;

import org.jspecify.annotations.NullMarked;
