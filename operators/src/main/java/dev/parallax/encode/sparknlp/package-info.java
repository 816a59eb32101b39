/**
 * What Spark NLP 5.5.3 makes of a text, in plain Java and without Spark: every stage named as Spark NLP names it, with its
 * parameters, defaults and quirks, and each quirk behind a switch of its own ({@link
 * dev.parallax.encode.sparknlp.Repair}).
 */
@NullMarked
package dev.parallax.encode.sparknlp;

import org.jspecify.annotations.NullMarked;
