package dev.parallax.train.spark;

import dev.parallax.train.data.TrainingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * Reads a small Parquet file written by Spark into memory. Parquet's own libraries decode pages and assemble records;
 * its file reader is not used because it needs Hadoop.
 *
 * <p>The format: <a href="https://parquet.apache.org/docs/file-format/">file format</a>.
 */
final class ParquetFile {

    /**
     * Largest size of a file, and of its decompressed pages, in bytes: 16 million weights, a hundred times those of a
     * usual head.
     */
    static final long LARGEST = 128L << 20;

    /**
     * Largest number of values and of records: the size of a repeated value in a file does not bound its size in
     * memory.
     */
    static final long MOST_VALUES = LARGEST / Double.BYTES;

    private static final String MAGIC = "PAR1";
    private static final int TAIL = Integer.BYTES + MAGIC.length();

    private ParquetFile() {}

    /**
     * Reads all records.
     *
     * @param file a file of at most {@link #LARGEST} bytes
     * @throws TrainingException if the file cannot be read, is not Parquet, uses features that Spark does not use by
     *     default, or has more than {@link #LARGEST} bytes or {@link #MOST_VALUES} values
     */
    static List<Group> read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new TrainingException("The Parquet file " + file + " cannot be read: " + e, e);
        }
        try {
            return read(file, bytes, new ParquetBudget(file, LARGEST, MOST_VALUES));
        } catch (TrainingException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new TrainingException(file + " is broken Parquet: " + e, e);
        }
    }

    /** As {@link #read(Path)}, for the file's content and with another budget. */
    static List<Group> read(Path file, byte[] bytes, ParquetBudget budget) throws IOException {
        int end = bytes.length - TAIL;
        if (end < MAGIC.length()
                || !new String(bytes, end + Integer.BYTES, MAGIC.length(), StandardCharsets.US_ASCII).equals(MAGIC)) {
            throw new TrainingException(file + " is not a Parquet file: expected PAR1 at its end");
        }
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(end);
        if (length < 0 || length > end) {
            throw new TrainingException(
                    file + " is broken Parquet: its footer declares " + length + " bytes, the file has " + end);
        }
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(bytes, end - length, length));
        MessageType schema = schema(footer.getSchema());
        List<Group> records = new ArrayList<>();
        for (RowGroup rows : footer.getRow_groups()) {
            budget.values(rows.getNum_rows());
            RecordReader<Group> reader = new ColumnIOFactory()
                    .getColumnIO(schema)
                    .getRecordReader(
                            new ParquetPages(file, bytes, schema, rows, budget), new GroupRecordConverter(schema));
            for (long row = 0; row < rows.getNum_rows(); row++) {
                records.add(reader.read());
            }
        }
        return records;
    }

    /** Builds the schema tree from the list in the footer, which has each group before its fields. */
    private static MessageType schema(List<SchemaElement> elements) {
        Iterator<SchemaElement> rest = elements.iterator();
        SchemaElement root = rest.next();
        return new MessageType(root.getName(), fields(root, rest));
    }

    private static List<Type> fields(SchemaElement group, Iterator<SchemaElement> rest) {
        List<Type> fields = new ArrayList<>();
        for (int i = 0; i < group.getNum_children(); i++) {
            SchemaElement field = rest.next();
            Repetition repetition =
                    Repetition.valueOf(field.getRepetition_type().name());
            fields.add(
                    field.isSetType()
                            ? new PrimitiveType(
                                    repetition,
                                    PrimitiveTypeName.valueOf(field.getType().name()),
                                    field.getType_length(),
                                    field.getName())
                            : new GroupType(repetition, field.getName(), fields(field, rest)));
        }
        return fields;
    }
}
