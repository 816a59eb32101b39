package dev.parallax.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.model.ModelFiles;
import dev.parallax.infer.model.ModelUnavailableException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * A reader of ONNX models. Weights that a model keeps in files beside it are taken in, so that the model is whole. For
 * one thread.
 */
public final class GraphFile {

    /** Most bytes of graph and weights: a Protocol Buffers message of 2 GiB, less room for what is added. */
    public static final long LARGEST = 2_000_000_000;

    private final Path onnx;

    private GraphFile(Path onnx) {
        this.onnx = onnx;
    }

    /**
     * The files beside a model that it keeps weights in.
     *
     * @throws ModelException if it is no ONNX model, or one of the files leads out of the folder or is not there
     */
    public static List<Path> weights(Path onnx) {
        return ModelFiles.of(onnx.resolveSibling("")).weightsOf(onnx);
    }

    /** Size of a model with its weights in bytes. */
    public static long bytes(Path onnx) {
        try {
            long bytes = Files.size(onnx);
            for (Path weights : weights(onnx)) {
                bytes += Files.size(weights);
            }
            return bytes;
        } catch (IOException e) {
            throw new ModelUnavailableException("The size of the model " + onnx + " cannot be read: " + e, e);
        }
    }

    /**
     * Reads a model.
     *
     * @throws ModelException if it cannot be read, has no graph, or has more than {@link #LARGEST} bytes with its
     *     weights
     */
    public static ModelProto read(Path onnx) {
        long bytes = bytes(onnx);
        if (bytes > LARGEST) {
            throw new ModelException("The graph " + onnx + " has " + bytes + " bytes with its weights: expected "
                    + LARGEST + " at most, because a rewritten graph is one file, and ONNX has room for 2 GiB in one");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(onnx))) {
            ModelProto model = requireGraph(onnx.toString(), ModelProto.parseFrom(in));
            return (ModelProto) new GraphFile(onnx).whole(model);
        } catch (InvalidProtocolBufferException e) {
            throw new ModelException(onnx + " is not an ONNX model: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ModelUnavailableException("The model " + onnx + " cannot be read: " + e, e);
        }
    }

    /**
     * Reads a model in memory.
     *
     * @param origin origin of the bytes, for messages
     * @throws ModelException if they are no ONNX model, or one without a graph
     */
    public static ModelProto parse(String origin, byte[] bytes) {
        try {
            return requireGraph(origin, ModelProto.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new ModelException(origin + " is not an ONNX model: " + e.getMessage(), e);
        }
    }

    private static ModelProto requireGraph(String origin, ModelProto model) {
        if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
            throw new ModelException(origin + " is not an ONNX model: expected a graph with at least one node");
        }
        return model;
    }

    /** A message with the weights of all tensors in it, wherever they are; the same message if it has all already. */
    private Message whole(Message message) throws IOException {
        if (message instanceof TensorProto tensor) {
            return tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL ? whole(tensor) : tensor;
        }
        Message.Builder changed = message.toBuilder();
        boolean any = false;
        for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
            FieldDescriptor field = entry.getKey();
            if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
                continue;
            }
            int count = field.isRepeated() ? message.getRepeatedFieldCount(field) : 1;
            for (int i = 0; i < count; i++) {
                Message part = (Message) (field.isRepeated() ? message.getRepeatedField(field, i) : entry.getValue());
                Message whole = whole(part);
                if (whole == part) {
                    continue;
                }
                any = true;
                if (field.isRepeated()) {
                    changed.setRepeatedField(field, i, whole);
                } else {
                    changed.setField(field, whole);
                }
            }
        }
        return any ? changed.build() : message;
    }

    private TensorProto whole(TensorProto tensor) throws IOException {
        String location = "";
        long offset = 0;
        long length = -1;
        for (StringStringEntryProto entry : tensor.getExternalDataList()) {
            switch (entry.getKey()) {
                case "location" -> location = entry.getValue();
                case "offset" -> offset = number(tensor, entry);
                case "length" -> length = number(tensor, entry);
                default -> {}
            }
        }
        return tensor.toBuilder()
                .clearExternalData()
                .clearDataLocation()
                .setRawData(bytes(tensor, onnx.resolveSibling(location), offset, length))
                .build();
    }

    private static long number(TensorProto tensor, StringStringEntryProto entry) {
        try {
            return Long.parseUnsignedLong(entry.getValue());
        } catch (NumberFormatException e) {
            throw new ModelException(
                    "The weights '" + tensor.getName() + "' have the " + entry.getKey() + " '" + entry.getValue()
                            + "': expected a number of bytes",
                    e);
        }
    }

    private static ByteString bytes(TensorProto tensor, Path file, long offset, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long wanted = length < 0 ? channel.size() - offset : length;
            if (offset < 0 || wanted < 0 || offset > channel.size() - wanted) {
                throw new ModelException("The weights '" + tensor.getName() + "' are " + wanted + " bytes from byte "
                        + offset + " of " + file + ", which has " + channel.size());
            }
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(wanted));
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw new IOException(file + " ends before its size");
                }
            }
            return UnsafeByteOperations.unsafeWrap(bytes.flip());
        }
    }
}
