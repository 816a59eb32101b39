package dev.parallax.job.dashboard;

import com.microsoft.playwright.options.ColorScheme;
import dev.parallax.job.pipeline.Await;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Takes the picture of the dashboard that the documentation shows. No build runs it; with a quickstart under way, this
 * does:
 *
 * <pre>mvn -pl job -am test -Dtest=DashboardPicture -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dparallax.dashboard=http://127.0.0.1:8090/ -Dparallax.picture=docs/dashboard.png</pre>
 */
class DashboardPicture {

    @Test
    void is_taken_once_all_of_it_has_something_to_show() throws Exception {
        try (Chromium chromium = Chromium.start();
                DashboardPage page = chromium.page(1400, 900, ColorScheme.LIGHT)) {
            page.open(URI.create(System.getProperty("parallax.dashboard")));
            Await.until(
                    "an alert fires beside reports, causes and disagreements",
                    () -> page.connection().equals("Live")
                            && !page.agreement().isEmpty()
                            && !page.causes().isEmpty()
                            && !page.disagreements().isEmpty()
                            && !page.firing().isEmpty());
            page.screenshot(Path.of(System.getProperty("parallax.picture")), "#disagreements");
        }
    }
}
