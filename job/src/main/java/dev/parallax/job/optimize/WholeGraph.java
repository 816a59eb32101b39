package dev.parallax.job.optimize;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import dev.parallax.infer.model.ModelBundle;
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

/** A reader of a model's graph that takes in the weights which the graph keeps in other files. For one thread. */
final class WholeGraph {

    /** Most bytes of graph and weights: a Protocol Buffers message of 2 GiB, less room for what is added. */
    static final long LARGEST = 2_000_000_000;

    private final Path onnx;

    private WholeGraph(Path onnx) {
        this.onnx = onnx;
    }

    /**
     * The files beside the graph that it keeps weights in.
     *
     * @throws ModelException if one leads out of the folder or is not there
     */
    static List<Path> weights(ModelBundle model) {
        return ModelFiles.of(model.folder()).weightsOf(model.onnx());
    }

    /** Size of graph and weights in bytes. */
    static long bytes(ModelBundle model) {
        try {
            long bytes = Files.size(model.onnx());
            for (Path weights : weights(model)) {
                bytes += Files.size(weights);
            }
            return bytes;
        } catch (IOException e) {
            throw new ModelUnavailableException("The size of the model " + model.folder() + " cannot be read: " + e, e);
        }
    }

    /**
     * Reads a graph.
     *
     * @throws ModelException if it cannot be read, or has more than {@link #LARGEST} bytes with its weights
     */
    static ModelProto read(ModelBundle model) {
        long bytes = bytes(model);
        if (bytes > LARGEST) {
            throw new ModelException(
                    "The graph " + model.onnx() + " has " + bytes + " bytes with its weights: expected " + LARGEST
                            + " at most, because a rewritten graph is one file, and ONNX has room for 2 GiB in one");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(model.onnx()))) {
            return (ModelProto) new WholeGraph(model.onnx()).whole(ModelProto.parseFrom(in));
        } catch (InvalidProtocolBufferException e) {
            throw new ModelException(model.onnx() + " is not an ONNX graph: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ModelUnavailableException("The model " + model.onnx() + " cannot be read: " + e, e);
        }
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
