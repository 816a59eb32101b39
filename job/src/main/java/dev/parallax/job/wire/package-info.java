/** The JSON of topics and files, one class a kind of record, with the published schemas beside it. */
@NullMarked
package dev.parallax.job.wire;

import org.jspecify.annotations.NullMarked;
