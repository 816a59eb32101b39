/**
 * Checks before the job starts: topics, rights of the principal, transactions, schema registry.
 *
 * <p>Begin at {@link KafkaPreflight}.
 */
@NullMarked
package dev.parallax.job.endpoint.preflight;

import org.jspecify.annotations.NullMarked;
