package dev.parallax.job.endpoint;

import dev.parallax.text.Parsed;
import dev.parallax.text.RawRecord;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.reader.SimpleStreamFormat;
import org.apache.flink.connector.file.src.reader.StreamFormat;
import org.apache.flink.core.fs.FSDataInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file line by line, always from its start, so that line numbers are right after a restart too. Records carry the
 * file's name as topic, 0 as partition and the line number from 0 as offset.
 */
final class LineFormat extends SimpleStreamFormat<Parsed> {

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
    public StreamFormat.Reader<Parsed> createReader(Configuration config, FSDataInputStream stream) {
        return new Reader(new LineReader(stream));
    }

    @Override
    public TypeInformation<Parsed> getProducedType() {
        return TypeInformation.of(Parsed.class);
    }

    private final class Reader implements StreamFormat.Reader<Parsed> {

        private final LineReader lines;
        private long next;

        Reader(LineReader lines) {
            this.lines = lines;
        }

        @Override
        public @Nullable Parsed read() throws IOException {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                long number = next++;
                if (!parser.skips(line)) {
                    return parser.parse(new RawRecord(
                            file, 0, number, timestampMillis, System.currentTimeMillis(), null, line, List.of()));
                }
            }
            return null;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
