package dev.parallax.job.lab;

import java.util.Locale;

/** Formats numbers with four digits. */
final class FourDigits {

    private FourDigits() {}

    /** Formats a number: a dash for NaN, and no minus sign before zeros. */
    static String of(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        String text = String.format(Locale.ROOT, "%.4f", value);
        return text.equals("-0.0000") ? "0.0000" : text;
    }
}
