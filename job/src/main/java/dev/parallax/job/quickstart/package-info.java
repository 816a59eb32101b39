/** The quickstart: a Kafka broker in this JVM, a producer of example sentences, and the job between. */
@NullMarked
package dev.parallax.job.quickstart;

import org.jspecify.annotations.NullMarked;
