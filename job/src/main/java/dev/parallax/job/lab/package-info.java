/** One network fitted in every way, and what its F1 says by every name. */
@NullMarked
package dev.parallax.job.lab;

import org.jspecify.annotations.NullMarked;
