/**
 * The pages of the lab: one network fitted in every way, and its F1 by every name.
 *
 * <p>Nothing of the running job may use it.
 */
@NullMarked
package dev.parallax.job.lab;

import org.jspecify.annotations.NullMarked;
