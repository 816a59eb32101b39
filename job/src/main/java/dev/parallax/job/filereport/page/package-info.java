/**
 * The report as one HTML page, escaped by construction.
 *
 * <p>Begin at {@link ReportPage}.
 */
@NullMarked
package dev.parallax.job.filereport.page;

import org.jspecify.annotations.NullMarked;
