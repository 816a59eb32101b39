/** What a Spark NLP pipeline would have answered, how that differs from the primary's answer, and why. */
@NullMarked
package dev.parallax.shadow;

import org.jspecify.annotations.NullMarked;
