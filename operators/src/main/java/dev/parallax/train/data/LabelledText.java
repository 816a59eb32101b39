package dev.parallax.train.data;

/**
 * One labelled example.
 *
 * @param label the class that people gave the text, not empty
 * @param text the text, not empty
 * @param line where it stands in its file, counted from 1
 */
public record LabelledText(String label, String text, int line) {}
