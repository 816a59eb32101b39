/**
 * Networks saved by Spark ML, read without Spark.
 *
 * <p>Begin at {@link SparkPerceptron}; {@link HeadImport} writes a model folder of one.
 */
@NullMarked
package dev.parallax.train.spark;

import org.jspecify.annotations.NullMarked;
