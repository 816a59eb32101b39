/**
 * Files that a command reads and writes: which may be the same, how outputs come to their places, and what is deleted
 * at the end.
 */
@NullMarked
package dev.parallax.job.files;

import org.jspecify.annotations.NullMarked;
