/**
 * The JSON of topics and files, one class a kind of record, with the published schemas beside it.
 *
 * <p>A class {@code …Json} writes, and reads where the project reads. A record {@code …Record} has the fields. Begin at
 * {@link QualityRecord}. Nothing here knows Kafka, Flink or files.
 */
@NullMarked
package dev.parallax.job.wire;

import org.jspecify.annotations.NullMarked;
