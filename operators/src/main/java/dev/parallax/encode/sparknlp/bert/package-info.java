/**
 * The BERT stage: tokens to WordPiece ids, rows of the model, and classes for sentences.
 *
 * <p>{@link BasicTokenizer} splits tokens into words; {@code RepairedPipeline.pieces} keeps only the first word of
 * each, which cuts contractions. Rows are truncated in {@link UnitRows}. Begin at
 * {@link BertForSequenceClassification}.
 */
@NullMarked
package dev.parallax.encode.sparknlp.bert;

import org.jspecify.annotations.NullMarked;
