/** What the quickstart brings with it: a Kafka broker in this JVM. */
@NullMarked
package dev.parallax.job.quickstart;

import org.jspecify.annotations.NullMarked;
