/**
 * The shadow: the answer that a Spark NLP pipeline or another head would have given, how it differs from the primary
 * answer, and the causes.
 *
 * <p>Begin at {@link ShadowBranch}; causes are found in {@link CauseAttribution}.
 */
@NullMarked
package dev.parallax.shadow;

import org.jspecify.annotations.NullMarked;
