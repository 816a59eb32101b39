/**
 * Settings of a user: a YAML file, values that override it, and their placeholders.
 *
 * <p>Values are never logged; {@link KafkaReferences} says which may be shown. Begin at {@link Settings}.
 */
@NullMarked
package dev.parallax.job.config.setting;

import org.jspecify.annotations.NullMarked;
