/**
 * Records of text: the raw Kafka record, the text and labels read from it, and the dead letter for one that could not
 * be read.
 *
 * <p>No Flink operator but {@link ParseFunction}, and no Kafka. Begin at {@link TextParser}.
 */
@NullMarked
package dev.parallax.text;

import org.jspecify.annotations.NullMarked;
