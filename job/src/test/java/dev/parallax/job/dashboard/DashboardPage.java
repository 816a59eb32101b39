package dev.parallax.job.dashboard;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The dashboard in a browser, as a user sees and uses it. What goes wrong in the browser is kept. For one thread. */
public final class DashboardPage implements AutoCloseable {

    private static final String BARRIERS = "barriers.js";

    /** Roles that say nothing without a name. */
    private static final Set<String> NAMED = Set.of(
            "button",
            "checkbox",
            "combobox",
            "dialog",
            "graphics-document",
            "heading",
            "image",
            "img",
            "link",
            "listbox",
            "navigation",
            "option",
            "region",
            "table");

    private static final int MOST_STOPS = 300;
    private static final double MARGIN = 16;

    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    DashboardPage(Page page) {
        this.page = page;
        page.onConsoleMessage(message -> {
            if (!List.of("log", "info", "debug").contains(message.type())) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add("error: " + error));
        page.onDialog(dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onRequest(request -> {
            if (!request.url().startsWith("http://127.0.0.1:")) {
                complaints.add("request: " + request.url());
            }
        });
    }

    /** Opens the dashboard. */
    public void open(URI url) {
        page.navigate(url.toString());
    }

    /** Warnings and errors of the console, dialogs, and requests to elsewhere. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** How it stands with the connection. */
    public String connection() {
        return text("#connection");
    }

    /** The share of the same label, as it is shown; empty while there is none. */
    public String agreement() {
        Locator answer = page.locator("#agreement-now .answer strong");
        return answer.count() == 0 ? "" : answer.innerText();
    }

    /** A count of the window, such as {@code compared}, as it is shown; empty while there is none. */
    public String count(String name) {
        Locator count = page.locator("#tiles [data-count='" + name + "'] dd");
        return count.count() == 0 ? "" : count.innerText();
    }

    /** The disagreements that are shown, each as its text. */
    public List<String> disagreements() {
        return page.locator("#disagreements article").allInnerTexts();
    }

    /** Titles of the causes of the window. */
    public List<String> causes() {
        return page.locator("#causes-body .name").allInnerTexts();
    }

    /** Alerts that fire now, each as its text. */
    public List<String> firing() {
        return page.locator("#firing-list li").allInnerTexts();
    }

    /** Alerts that have been, latest first, each as its text. */
    public List<String> alerts() {
        return page.locator("#alerts-list li").allInnerTexts();
    }

    /** Takes a picture of it from its top to the end of the element that a CSS selector names, PNG. */
    void screenshot(Path file, String last) {
        BoundingBox box = page.locator(last).boundingBox();
        page.screenshot(new ScreenshotOptions()
                .setPath(file)
                .setFullPage(true)
                .setClip(0, 0, page.viewportSize().width, box.y + box.height + MARGIN));
    }

    /** Text of the elements that a CSS selector names, as it is shown, with line breaks between them. */
    String text(String selector) {
        return String.join("\n", page.locator(selector).allInnerTexts());
    }

    /** Value of an attribute of the first element that a CSS selector names. */
    String attribute(String selector, String name) {
        return page.locator(selector).first().getAttribute(name);
    }

    /** Number of elements that a CSS selector names. */
    int number(String selector) {
        return page.locator(selector).count();
    }

    void click(String selector) {
        page.locator(selector).click();
    }

    void choose(String selector, String option) {
        page.locator(selector).selectOption(new com.microsoft.playwright.options.SelectOption().setLabel(option));
    }

    void reload() {
        page.reload();
    }

    /** What an expression of JavaScript gives. */
    Object evaluate(String expression) {
        return page.evaluate(expression);
    }

    /** How much wider the page is than the window. */
    int overhang() {
        return (Integer) evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    /** What the tab key comes to from the top until it leaves the page, each as its tag with its id or text. */
    Set<String> tabStops() {
        Set<String> stops = new LinkedHashSet<>();
        evaluate("document.activeElement.blur()");
        for (int i = 0; i < MOST_STOPS; i++) {
            page.keyboard().press("Tab");
            String stop =
                    (String) evaluate("(() => { const e = document.activeElement; if (e === document.body) return '';"
                            + " const outline = getComputedStyle(e).outlineStyle;"
                            + " return (outline === 'none' ? 'unseen ' : '') + " + NAME + "(e); })()");
            if (stop.isEmpty() || !stops.add(stop)) {
                break;
            }
        }
        return stops;
    }

    /** What can be used, by the same names. */
    @SuppressWarnings("unchecked")
    Set<String> controls() {
        return new LinkedHashSet<>((List<String>)
                evaluate("[...document.querySelectorAll('a[href], button, select, summary, [tabindex=\"0\"]')]"
                        + ".filter((e) => !e.disabled && e.checkVisibility()).map(" + NAME + ")"));
    }

    private static final String NAME = "((e) => e.tagName.toLowerCase() + ' ' + (e.id || e.getAttribute('aria-label')"
            + " || (e.closest('[aria-label]')?.getAttribute('aria-label') ?? '') + ' ' + e.closest('section,"
            + " header, body').id"
            + " + ' ' + e.textContent))";

    /**
     * Barriers for users with impaired vision, each as what is wrong and the element: what its structure and its
     * colours show, and what has no name in the tree that Chromium gives to screen readers.
     */
    @SuppressWarnings("unchecked")
    List<String> barriers() {
        List<String> barriers = new ArrayList<>((List<String>) evaluate(script()));
        CDPSession session = page.context().newCDPSession(page);
        for (JsonElement element : session.send("Accessibility.getFullAXTree").getAsJsonArray("nodes")) {
            JsonObject node = element.getAsJsonObject();
            String role = value(node, "role");
            if (!node.get("ignored").getAsBoolean()
                    && NAMED.contains(role)
                    && value(node, "name").isBlank()) {
                barriers.add("no name: " + role + " " + node.get("backendDOMNodeId"));
            }
        }
        session.detach();
        return barriers;
    }

    private static String value(JsonObject node, String property) {
        JsonObject value = node.getAsJsonObject(property);
        return value == null || !value.has("value") ? "" : value.get("value").getAsString();
    }

    private static String script() {
        try (InputStream in = DashboardPage.class.getResourceAsStream(BARRIERS)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        page.context().close();
    }
}
