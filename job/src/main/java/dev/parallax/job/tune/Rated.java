package dev.parallax.job.tune;

/**
 * A setting with its simulated figures.
 *
 * @param setting the setting
 * @param throughput texts a second of a backlog
 * @param perSecond rate of arrivals that {@code p99Millis} is that of; the throughput if no text arrives over time
 * @param p99Millis 99th percentile of the latency, milliseconds; 0 if no text arrives over time, and infinite if texts
 *     arrive faster than they are answered
 * @param allowed whether the goal's bounds are kept
 * @param value how well the setting serves the goal: the larger, the better, and twice as good is twice as large
 */
record Rated(Setting setting, double throughput, double perSecond, double p99Millis, boolean allowed, double value) {}
