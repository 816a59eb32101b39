package dev.parallax.job;

import picocli.CommandLine.ITypeConverter;

/**
 * Reads the name of a class out of a list of them: blanks around it do not count, nor do double quotes that hold a
 * comma.
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
