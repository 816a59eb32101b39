package dev.parallax.sparknlp;

import com.johnsnowlabs.nlp.DocumentAssembler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassWriter;
import org.apache.xbean.asm9.Opcodes;
import org.apache.xbean.asm9.commons.ClassRemapper;
import org.apache.xbean.asm9.commons.Remapper;

/**
 * Writes empty types in place of the engines of Spark NLP that cannot be had on Maven Central (TensorFlow, OpenVINO,
 * llama.cpp). With the ONNX engine none of them is called, but Java's serialization looks at the signatures of every
 * annotator, and these name them: without the stubs it ends in a {@code NoClassDefFoundError}.
 */
public final class EngineStubs {

    private static final List<String> ENGINES = List.of("org/tensorflow/", "org/intel/openvino/", "de/kherud/");

    private EngineStubs() {}

    /** Names of the engines' types that classes mention, and which of them are extended. */
    private static final class Mentions extends Remapper {

        private final Set<String> all = new TreeSet<>();
        private final Set<String> extended = new TreeSet<>();

        @Override
        public String map(String name) {
            if (isEngine(name)) {
                all.add(name);
            }
            return name;
        }

        void read(InputStream in) throws IOException {
            ClassReader reader = new ClassReader(in);
            String parent = reader.getSuperName();
            if (parent != null && isEngine(parent)) {
                extended.add(parent);
            }
            reader.accept(new ClassRemapper(new ClassWriter(0), this), ClassReader.SKIP_DEBUG);
        }
    }

    /**
     * Writes the stubs.
     *
     * @param arguments the folder for the class files
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("Expected one argument, a folder, and found " + arguments.length);
        }
        Mentions mentions = new Mentions();
        try (JarFile jar = new JarFile(DocumentAssembler.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().endsWith(".class")) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        mentions.read(in);
                    }
                }
            }
        }
        for (String name : mentions.all) {
            Path file = Path.of(arguments[0]).resolve(name + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, stub(name, mentions.extended.contains(name)));
        }
    }

    private static boolean isEngine(String name) {
        return ENGINES.stream().anyMatch(name::startsWith);
    }

    private static byte[] stub(String name, boolean isClass) {
        int access = Opcodes.ACC_PUBLIC | (isClass ? Opcodes.ACC_SUPER : Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT);
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V1_8, access, name, null, "java/lang/Object", null);
        writer.visitEnd();
        return writer.toByteArray();
    }
}
