package dev.parallax.job.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A second build of the job jar: the same classes with another version in the manifest, so that its bytes differ. */
final class AnotherBuild {

    private AnotherBuild() {}

    /** Writes it to {@code to}. */
    static Path of(Path jar, Path to) throws IOException {
        try (JarFile old = new JarFile(jar.toFile());
                OutputStream file = Files.newOutputStream(to)) {
            Manifest manifest = new Manifest(old.getManifest());
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "another build");
            try (JarOutputStream out = new JarOutputStream(file, manifest)) {
                for (JarEntry entry : old.stream().toList()) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        out.putNextEntry(new JarEntry(entry.getName()));
                        try (InputStream content = old.getInputStream(entry)) {
                            content.transferTo(out);
                        }
                        out.closeEntry();
                    }
                }
            }
        }
        return to;
    }
}
