package dev.parallax.job;

import picocli.CommandLine.ITypeConverter;

/**
 * A picocli converter for one class name of a comma-separated list: trims it and removes the double quotes around a
 * name with a comma.
 */
public final class ClassNameConverter implements ITypeConverter<String> {

    @Override
    public String convert(String value) {
        String name = value.strip();
        return name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1)
                : name;
    }
}
