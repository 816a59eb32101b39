package dev.parallax.job.command.argument;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Bounds of the number that an argument takes, beside picocli's annotation on its field. A number out of them is a
 * wrong call, named with its argument, before anything starts. {@link RangeConverter#install} puts them into effect.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Range {

    /** Most of what a command counts. */
    String MILLION = "1000000";

    /** Most records of a run. */
    String MOST_RECORDS = "2000000000";

    /** Most classes, and most units of a layer. */
    String MOST_CLASSES = "100000";

    /** The largest number where nothing else limits it. */
    String LARGEST = "1e15";

    /** The smallest integer of 64 bits, for seeds. */
    String LEAST_LONG = "-9223372036854775808";

    /** The largest integer of 64 bits, for seeds. */
    String LARGEST_LONG = "9223372036854775807";

    /** The smallest number. */
    String from();

    /** The meaning of the smallest number, such as "a free one"; empty for itself. */
    String meaning() default "";

    /** Whether the smallest number itself is out of bounds. */
    boolean exclusive() default false;

    /** The largest number. */
    String to();
}
