/**
 * The BERT stage: tokens are split into words ({@code isn't} into {@code isn}, {@code '}, {@code t}), words become
 * WordPiece ids and rows of the model, and sentences get classes.
 *
 * <p>{@link BasicTokenizer} splits the tokens that the annotators in {@code encode.sparknlp.token} made.
 * {@code StageRunner.pieces} keeps only the first word of each, so that of {@code isn't} only {@code isn} is left;
 * {@link MultiWordTokens} says of which kind such a token is. Rows are truncated in {@link UnitRows}. Begin at
 * {@link BasicTokenizer#split} for words, and at {@link BertForSequenceClassification} for classes.
 */
@NullMarked
package dev.parallax.encode.sparknlp.bert;

import org.jspecify.annotations.NullMarked;
