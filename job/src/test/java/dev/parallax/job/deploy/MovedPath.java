package dev.parallax.job.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.kubernetes.utils.KubernetesUtils;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassReader;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassVisitor;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassWriter;
import org.apache.flink.shaded.asm9.org.objectweb.asm.MethodVisitor;
import org.apache.flink.shaded.asm9.org.objectweb.asm.Opcodes;

/**
 * Flink's class that knows where in a JobManager's container the template of TaskManagers' pods is mounted, with
 * another folder in place of that one, so that a process outside of a container finds it.
 */
final class MovedPath {

    private static final String IN_THE_CONTAINER = "/opt/flink/pod-template";
    private static final String CLASS = KubernetesUtils.class.getName().replace('.', '/') + ".class";

    private MovedPath() {}

    /**
     * Writes the class.
     *
     * @param classes a folder for the class path, to stand before Flink's jars
     * @param folder where the template is
     */
    static void write(Path classes, Path folder) throws IOException {
        try (InputStream in = KubernetesUtils.class.getClassLoader().getResourceAsStream(CLASS)) {
            ClassReader reader = new ClassReader(in);
            ClassWriter writer = new ClassWriter(reader, 0);
            boolean[] moved = new boolean[1];
            reader.accept(
                    new ClassVisitor(Opcodes.ASM9, writer) {
                        @Override
                        public MethodVisitor visitMethod(
                                int access, String name, String type, String signature, String[] exceptions) {
                            return new MethodVisitor(
                                    Opcodes.ASM9, super.visitMethod(access, name, type, signature, exceptions)) {
                                @Override
                                public void visitLdcInsn(Object constant) {
                                    boolean here = IN_THE_CONTAINER.equals(constant);
                                    moved[0] |= here;
                                    super.visitLdcInsn(here ? folder.toString() : constant);
                                }
                            };
                        }
                    },
                    0);
            if (!moved[0]) {
                throw new IllegalStateException("Flink's " + CLASS + " must name " + IN_THE_CONTAINER);
            }
            Path file = classes.resolve(CLASS);
            Files.createDirectories(file.getParent());
            Files.write(file, writer.toByteArray());
        }
    }
}
