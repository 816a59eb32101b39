/**
 * Spark NLP pipelines as Python and Scala code.
 *
 * <p>Begin at {@link StageCode}.
 */
@NullMarked
package dev.parallax.job.filereport.code;

import org.jspecify.annotations.NullMarked;
