/**
 * The JSON of topics and files, one class a kind of record; the published schemas are in
 * {@code src/main/resources/dev/parallax/job/wire}.
 *
 * <p>A class {@code …Json} writes, and reads where the project reads. A record {@code …Record} has the fields. Begin at
 * {@link AlertJson} and {@link AlertRecord}, the shortest of them. Nothing here knows Kafka, Flink or files.
 */
@NullMarked
package dev.parallax.job.wire;

import org.jspecify.annotations.NullMarked;
