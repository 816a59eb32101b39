package dev.parallax.job.dashboard;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Tests that need a Chromium on this machine. It may cease to answer, and to some questions Playwright waits for ever.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
        value = "dev.parallax.job.dashboard.Chromium#isThere",
        disabledReason = "No Chromium is on the PATH; PARALLAX_CHROMIUM may name one")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@interface InChromium {}
