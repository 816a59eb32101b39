/** The account of a file: how often Spark NLP answers as Hugging Face does, why it does not, and what to change. */
@NullMarked
package dev.parallax.job.report;

import org.jspecify.annotations.NullMarked;
