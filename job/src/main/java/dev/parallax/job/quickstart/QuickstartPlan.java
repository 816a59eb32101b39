package dev.parallax.job.quickstart;

import dev.parallax.job.config.setting.Settings;

/**
 * The arguments of a quickstart.
 *
 * @param corpus sentences to send
 * @param settings options that win over the quickstart's own
 * @param records number of records to send, 0 for no end
 * @param perSecond records a second at most, 0 for no limit
 * @param dashboardPort port of the dashboard; if it is taken, or 0, a free one is used
 */
public record QuickstartPlan(Corpus corpus, Settings settings, long records, double perSecond, int dashboardPort) {}
