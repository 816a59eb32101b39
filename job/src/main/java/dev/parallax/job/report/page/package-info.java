/**
 * The report as one HTML page, escaped by construction.
 *
 * <p>Begin at {@link ReportPage}.
 */
@NullMarked
package dev.parallax.job.report.page;

import org.jspecify.annotations.NullMarked;
