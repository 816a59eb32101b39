/** Configuration: options declared once, read from YAML and the command line into validated records. */
@NullMarked
package dev.parallax.job.config;

import org.jspecify.annotations.NullMarked;
