/**
 * Spark NLP pipelines as Python and Scala code.
 *
 * <p>Begin at {@link StageCode}.
 */
@NullMarked
package dev.parallax.job.report.code;

import org.jspecify.annotations.NullMarked;
