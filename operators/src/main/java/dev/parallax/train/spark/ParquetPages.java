package dev.parallax.train.spark;

import dev.parallax.train.data.TrainingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/** The decompressed pages of one row group. For one thread. */
final class ParquetPages implements PageReadStore {

    private final Path file;
    private final long rows;
    private final ParquetBudget budget;
    private final Map<ColumnDescriptor, Pages> columns = new HashMap<>();

    ParquetPages(Path file, byte[] bytes, MessageType schema, RowGroup group, ParquetBudget budget) throws IOException {
        this.file = file;
        this.rows = group.getNum_rows();
        this.budget = budget;
        for (ColumnChunk chunk : group.getColumns()) {
            ColumnMetaData column = chunk.getMeta_data();
            ColumnDescriptor descriptor =
                    schema.getColumnDescription(column.getPath_in_schema().toArray(String[]::new));
            columns.put(descriptor, pages(bytes, descriptor, column));
        }
    }

    private Pages pages(byte[] bytes, ColumnDescriptor descriptor, ColumnMetaData column) throws IOException {
        long start = column.isSetDictionary_page_offset()
                ? Math.min(column.getDictionary_page_offset(), column.getData_page_offset())
                : column.getData_page_offset();
        int from = Math.toIntExact(start);
        int length = Math.toIntExact(column.getTotal_compressed_size());
        ByteArrayInputStream in = new ByteArrayInputStream(bytes, from, length);
        Queue<DataPage> data = new ArrayDeque<>();
        DictionaryPage dictionary = null;
        while (in.available() > 0) {
            PageHeader header = Util.readPageHeader(in);
            budget.bytes(header.getUncompressed_page_size());
            byte[] page = in.readNBytes(header.getCompressed_page_size());
            BytesInput content =
                    BytesInput.from(uncompressed(page, column.getCodec(), header.getUncompressed_page_size()));
            switch (header.getType()) {
                case DICTIONARY_PAGE -> {
                    DictionaryPageHeader about = header.getDictionary_page_header();
                    budget.values(about.getNum_values());
                    dictionary = new DictionaryPage(content, about.getNum_values(), encoding(about.getEncoding()));
                }
                case DATA_PAGE -> data.add(page(content, header, descriptor));
                default ->
                    throw new TrainingException(file + " has a page of type " + header.getType()
                            + ": expected dictionaries and data pages of version 1, as Spark writes them");
            }
        }
        return new Pages(column.getNum_values(), data, dictionary);
    }

    private DataPage page(BytesInput content, PageHeader header, ColumnDescriptor descriptor) {
        DataPageHeader about = header.getData_page_header();
        budget.values(about.getNum_values());
        return new DataPageV1(
                content,
                about.getNum_values(),
                header.getUncompressed_page_size(),
                Statistics.createStats(descriptor.getPrimitiveType()),
                encoding(about.getRepetition_level_encoding()),
                encoding(about.getDefinition_level_encoding()),
                encoding(about.getEncoding()));
    }

    private static Encoding encoding(org.apache.parquet.format.Encoding encoding) {
        return Encoding.valueOf(encoding.name());
    }

    /** Decompresses a page, after its declared size is checked against the budget. */
    private byte[] uncompressed(byte[] page, CompressionCodec codec, int size) throws IOException {
        byte[] content = switch (codec) {
            case UNCOMPRESSED -> page;
            case SNAPPY -> {
                requireSize(Snappy.uncompressedLength(page), size);
                yield Snappy.uncompress(page);
            }
            case GZIP -> {
                try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(page))) {
                    yield in.readNBytes(size + 1);
                }
            }
            default ->
                throw new TrainingException(
                        file + " is compressed with " + codec + ": expected snappy, as Spark writes it, gzip or none");
        };
        requireSize(content.length, size);
        return content;
    }

    private void requireSize(int found, int size) {
        if (found != size) {
            throw new TrainingException(
                    file + " has a page of " + found + " bytes: expected " + size + ", as its head says");
        }
    }

    @Override
    public PageReader getPageReader(ColumnDescriptor descriptor) {
        Pages pages = columns.get(descriptor);
        if (pages == null) {
            throw new TrainingException(file + " has no column " + Arrays.toString(descriptor.getPath()));
        }
        return pages;
    }

    @Override
    public long getRowCount() {
        return rows;
    }

    /** The pages of one column, in order. */
    private record Pages(
            long values, Queue<DataPage> data, @Nullable DictionaryPage dictionary) implements PageReader {

        @Override
        public @Nullable DictionaryPage readDictionaryPage() {
            return dictionary;
        }

        @Override
        public long getTotalValueCount() {
            return values;
        }

        @Override
        public @Nullable DataPage readPage() {
            return data.poll();
        }
    }
}
