/** The command line and the one topology that every mode runs. */
@NullMarked
package dev.parallax.job;

import org.jspecify.annotations.NullMarked;
