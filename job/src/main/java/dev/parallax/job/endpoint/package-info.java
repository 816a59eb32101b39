/** Where records come from and go to: Kafka topics and files. */
@NullMarked
package dev.parallax.job.endpoint;

import org.jspecify.annotations.NullMarked;
