package dev.parallax.job.lab;

import java.util.Locale;

/** Numbers for people, with four digits. */
final class Figure {

    private Figure() {}

    /** The number; a dash where it is not defined, and no minus before zeros. */
    static String of(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        String text = String.format(Locale.ROOT, "%.4f", value);
        return text.equals("-0.0000") ? "0.0000" : text;
    }
}
