package dev.parallax.infer.model;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A reader of an ONNX graph that finds the files in which it keeps weights: entries {@code location} of
 * {@code TensorProto.external_data}. Tensors are initializers and values of attributes, in the graph, in the graphs
 * inside its nodes, in functions and in what is for training. Reads what leads to them and skips the rest, weights
 * above all. Numbers of fields are those of <a
 * href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>.
 */
final class ExternalData {

    /** Graphs inside of graphs: more than any model has, and few enough for the stack. */
    private static final int DEEPEST = 200;

    private static final String LOCATION = "location";

    private enum Message {
        MODEL,
        TRAINING,
        GRAPH,
        FUNCTION,
        NODE,
        ATTRIBUTE,
        SPARSE_TENSOR,
        TENSOR,
        ENTRY,
        OTHER;

        /** The kind of message that a field of this one holds. */
        Message field(int number) {
            return switch (this) {
                case MODEL -> number == 7 ? GRAPH : number == 20 ? TRAINING : number == 25 ? FUNCTION : OTHER;
                case TRAINING -> number == 1 || number == 2 ? GRAPH : OTHER;
                case GRAPH -> number == 1 ? NODE : number == 5 ? TENSOR : number == 15 ? SPARSE_TENSOR : OTHER;
                case FUNCTION -> number == 7 ? NODE : number == 11 ? ATTRIBUTE : OTHER;
                case NODE -> number == 5 ? ATTRIBUTE : OTHER;
                case ATTRIBUTE ->
                    switch (number) {
                        case 5, 10 -> TENSOR;
                        case 6, 11 -> GRAPH;
                        case 22, 23 -> SPARSE_TENSOR;
                        default -> OTHER;
                    };
                case SPARSE_TENSOR -> number == 1 || number == 2 ? TENSOR : OTHER;
                case TENSOR -> number == 13 ? ENTRY : OTHER;
                case ENTRY, OTHER -> OTHER;
            };
        }
    }

    private final CodedInputStream in;
    private final SortedSet<String> locations = new TreeSet<>();

    private ExternalData(CodedInputStream in) {
        this.in = in;
    }

    /**
     * Locations as the graph has them, in their order.
     *
     * @throws ModelException if the file cannot be read or is no ONNX graph
     */
    static SortedSet<String> locations(Path onnx) {
        try (InputStream file = Files.newInputStream(onnx)) {
            ExternalData data = new ExternalData(CodedInputStream.newInstance(file));
            data.read(Message.MODEL, 0);
            return data.locations;
        } catch (InvalidProtocolBufferException e) {
            throw new ModelException(onnx + " is not an ONNX graph: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ModelException(onnx + " cannot be read: " + e, e);
        }
    }

    private void read(Message message, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new InvalidProtocolBufferException("its parts lie in each other more than " + DEEPEST + " deep");
        }
        String key = "";
        String value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int number = WireFormat.getTagFieldNumber(tag);
            switch (WireFormat.getTagWireType(tag)) {
                case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
                    Message inside = message.field(number);
                    if (message == Message.ENTRY && number == 1) {
                        key = in.readString();
                    } else if (message == Message.ENTRY && number == 2) {
                        value = in.readString();
                    } else if (inside == Message.OTHER) {
                        in.skipRawBytes(in.readRawVarint32());
                    } else {
                        int before = in.pushLimit(in.readRawVarint32());
                        read(inside, depth + 1);
                        in.popLimit(before);
                    }
                }
                case WireFormat.WIRETYPE_START_GROUP, WireFormat.WIRETYPE_END_GROUP ->
                    throw new InvalidProtocolBufferException("it has a group, and no field of ONNX is one");
                default -> in.skipField(tag);
            }
        }
        if (message == Message.ENTRY && key.equals(LOCATION)) {
            locations.add(value);
        }
    }
}
