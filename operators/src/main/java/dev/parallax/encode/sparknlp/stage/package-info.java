/**
 * Shared types of all stages: annotations, character classes, and the switches that repair a quirk.
 *
 * <p>The lowest package of {@code encode.sparknlp}: it uses no other. Begin at {@link Annotation}.
 */
@NullMarked
package dev.parallax.encode.sparknlp.stage;

import org.jspecify.annotations.NullMarked;
