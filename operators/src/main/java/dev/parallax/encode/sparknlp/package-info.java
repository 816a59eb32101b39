/**
 * Spark NLP 5.5.3 in plain Java and without Spark: the pipeline of stages, and the encoder that runs a text through it.
 *
 * <p>Stages live in the packages below, each named as Spark NLP names it, with its parameters and defaults. A deviation
 * from Hugging Face is a constant of {@link dev.parallax.encode.sparknlp.stage.Repair}, which switches it off. Nothing
 * here runs a model. Begin at {@link SparkNlpEncoder}.
 */
@NullMarked
package dev.parallax.encode.sparknlp;

import org.jspecify.annotations.NullMarked;
