package dev.parallax.job.dashboard;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The Chromium of this machine, without a window. It is looked for on the {@code PATH}, or where the environment
 * variable {@code PARALLAX_CHROMIUM} says. For one thread.
 */
public final class Chromium implements AutoCloseable {

    private static final String VARIABLE = "PARALLAX_CHROMIUM";
    /** The first has no window, bar or tabs of its own that the keys may end up in. */
    private static final List<String> NAMES =
            List.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Whether there is one. */
    public static boolean isThere() {
        return find().isPresent();
    }

    private static Optional<Path> find() {
        String said = System.getenv(VARIABLE);
        if (said != null) {
            return Optional.of(Path.of(said));
        }
        List<String> folders = List.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1));
        return NAMES.stream()
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it. */
    public static Chromium start() {
        Playwright playwright =
                Playwright.create(new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        // It runs as root in a container, where it has no sandbox to put itself into.
        List<String> flags = List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage");
        Browser browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(find().orElseThrow())
                        .setArgs(flags));
        return new Chromium(playwright, browser);
    }

    /** Opens an empty page of its own, as wide as most screens. */
    public DashboardPage page() {
        return page(1400, 1000, ColorScheme.LIGHT);
    }

    /** Opens an empty page of its own, sizes in CSS pixels. */
    DashboardPage page(int width, int height, ColorScheme colours) {
        return new DashboardPage(browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(colours)
                        .setTimezoneId("UTC"))
                .newPage());
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
