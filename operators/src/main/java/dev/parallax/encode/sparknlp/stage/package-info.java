/**
 * What all stages share: annotations, characters as the JVM classifies them, and the switches that repair a stage.
 *
 * <p>The lowest package of {@code encode.sparknlp}: it uses no other. Begin at {@link Annotation}.
 */
@NullMarked
package dev.parallax.encode.sparknlp.stage;

import org.jspecify.annotations.NullMarked;
