package dev.parallax.train.data;

/**
 * One labelled example.
 *
 * @param label the true class, not empty
 * @param text the text, not empty
 * @param line its line number in the file, from 1
 */
public record LabelledExample(String label, String text, int line) {}
