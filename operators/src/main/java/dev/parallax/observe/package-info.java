/** Names of metrics. */
@NullMarked
package dev.parallax.observe;

import org.jspecify.annotations.NullMarked;
