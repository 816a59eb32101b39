package dev.parallax.job.config.option;

import dev.parallax.job.config.value.Option;
import java.util.List;

/** Options of alert rules on the numbers of the quality reports. */
public final class AlertKeys {

    public static final Option<String> ALERTS = Option.tree(
            "alerts",
            "list of rules",
            "a list of rules, each with " + AlertReader.PARTS,
            "Rules about numbers of the quality reports: `name`, `metric`, `above` or `below` a number, "
                    + "`resolve` (the number"
                    + " that ends an alert, the same unless set), `for` (how long windows must have broken it, `0 s`),"
                    + " `min-records` (fewest texts that the metric must be of, 0), `severity` (`info`, `warning`,"
                    + " `critical`; `warning`), `runbook` (a link). Without it the default rules "
                    + "(`job/docs/alerts.md`);"
                    + " `[]` for none.");

    static final List<Option<?>> ALL = List.of(ALERTS);

    private AlertKeys() {}
}
