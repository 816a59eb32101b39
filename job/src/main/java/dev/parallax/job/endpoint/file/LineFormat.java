package dev.parallax.job.endpoint.file;

import dev.parallax.text.ParseResult;
import dev.parallax.text.RawRecord;
import dev.parallax.text.file.LineReader;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.reader.SimpleStreamFormat;
import org.apache.flink.connector.file.src.reader.StreamFormat;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file line by line, always from its start, so that line numbers are right after a restart too. Records carry
 * the file's name as topic, 0 as partition and the line number from 0 as offset.
 */
final class LineFormat extends SimpleStreamFormat<ParseResult> {

    private final String file;
    private final long timestampMillis;
    private final LineParser parser;

    /**
     * @param file the file's name
     * @param timestampMillis timestamp of all lines, epoch milliseconds
     * @param parser reads lines
     */
    LineFormat(String file, long timestampMillis, LineParser parser) {
        this.file = file;
        this.timestampMillis = timestampMillis;
        this.parser = parser;
    }

    @Override
    public StreamFormat.Reader<ParseResult> createReader(Configuration config, FSDataInputStream stream) {
        try {
            return new Reader(LineReader.open(stream, file));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Prevents restarts: the content of a local file does not change by starting again. */
    private static SuppressRestartsException unreadable(IOException failure) {
        return new SuppressRestartsException(new IOException("The input is damaged: " + failure.getMessage(), failure));
    }

    @Override
    public TypeInformation<ParseResult> getProducedType() {
        return TypeInformation.of(ParseResult.class);
    }

    private final class Reader implements StreamFormat.Reader<ParseResult> {

        private final LineReader lines;
        private boolean first = true;

        Reader(LineReader lines) {
            this.lines = lines;
        }

        @Override
        public @Nullable ParseResult read() {
            for (byte[] line = next(); line != null; line = next()) {
                if (!parser.skips(line, first)) {
                    first = false;
                    return parser.parse(new RawRecord(
                            file,
                            0,
                            lines.number() - 1,
                            timestampMillis,
                            System.currentTimeMillis(),
                            null,
                            line,
                            List.of()));
                }
                first &= LineReader.isBlank(line);
            }
            return null;
        }

        private byte @Nullable [] next() {
            try {
                return lines.next();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
