/**
 * The web server: assets, events and security headers.
 *
 * <p>The only package that uses the web server. Begin at {@link DashboardServer}.
 */
@NullMarked
package dev.parallax.job.dashboard.web;

import org.jspecify.annotations.NullMarked;
