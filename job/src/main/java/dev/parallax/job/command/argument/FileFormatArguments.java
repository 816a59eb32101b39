package dev.parallax.job.command.argument;

import dev.parallax.text.file.FileFormat;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** A mix-in with the option for the format of a file of texts. */
public final class FileFormatArguments {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = {
                "Format of the lines: json; tsv, which is label<TAB>text; tsv-escaped, where \\t, \\n, \\r and "
                        + "\\\\ in the text"
                        + " stand for a tab, the two line breaks and a backslash; text; or auto, by the file's "
                        + "name and first"
                        + " line. Default: auto.",
                "With tsv a backslash is a backslash, and quotation marks are part of the text. CSV is not "
                        + "read. A first line label<TAB>text is skipped."
            },
            converter = Converter.class)
    private FileFormat format = FileFormat.AUTO;

    /** A picocli converter from the name of a format, in any case. */
    static final class Converter implements ITypeConverter<FileFormat> {
        @Override
        public FileFormat convert(String value) {
            try {
                return FileFormat.named(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** The given format. */
    public FileFormat format() {
        return format;
    }
}
