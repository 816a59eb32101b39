/**
 * The first stage: a text to one document, cleaned up as configured.
 *
 * <p>Begin at {@link DocumentAssembler}.
 */
@NullMarked
package dev.parallax.encode.sparknlp.document;

import org.jspecify.annotations.NullMarked;
