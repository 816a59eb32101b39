package dev.parallax.job.lab;

import dev.parallax.job.filereport.page.Markup;
import dev.parallax.train.lab.LabNetwork;
import java.util.List;
import java.util.Locale;

/** Draws a loss curve as SVG: iterations on the horizontal axis, the loss from 0 to its maximum on the vertical one. */
final class LossCurve {

    private static final int WIDTH = 480;
    private static final int HEIGHT = 120;

    private LossCurve() {}

    static void write(Markup page, LabNetwork network) {
        List<Double> losses = network.losses();
        double highest = losses.stream().max(Double::compare).orElse(0.0);
        String caption = String.format(
                Locale.ROOT,
                "Training loss: %.4f at the start, %.4f after %d iterations, %.4f at its highest",
                losses.get(0),
                losses.get(losses.size() - 1),
                losses.size() - 1,
                highest);
        page.open("figure");
        page.open(
                "svg",
                "viewBox",
                "0 0 " + WIDTH + " " + HEIGHT,
                "width",
                String.valueOf(WIDTH),
                "height",
                String.valueOf(HEIGHT),
                "role",
                "img",
                "aria-label",
                caption);
        page.open("polyline", "points", points(losses, highest), "fill", "none", "stroke", "currentColor");
        page.close().close();
        page.element("figcaption", caption, "class", "quiet").end();
    }

    private static String points(List<Double> losses, double highest) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < losses.size(); i++) {
            double x = losses.size() == 1 ? 0 : (double) WIDTH * i / (losses.size() - 1);
            double y = highest > 0 ? HEIGHT * (1 - losses.get(i) / highest) : HEIGHT;
            points.append(String.format(Locale.ROOT, "%s%.1f,%.1f", i == 0 ? "" : " ", x, y));
        }
        return points.toString();
    }
}
