/** The models that ship: encoders from Maven Central, and the heads that this project trained. */
@NullMarked
package dev.parallax.job.model;

import org.jspecify.annotations.NullMarked;
