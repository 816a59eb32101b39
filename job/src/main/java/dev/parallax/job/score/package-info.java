/** F1 by every name on pairs of a true class and a predicted one. */
@NullMarked
package dev.parallax.job.score;

import org.jspecify.annotations.NullMarked;
