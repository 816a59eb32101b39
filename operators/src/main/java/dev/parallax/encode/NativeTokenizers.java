package dev.parallax.encode;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Loads the native part of the tokenizer library from its own jar only.
 *
 * <p>By default the library looks for a CUDA flavour of its native part, downloads one if it finds a GPU, and keeps a
 * cache in the home folder. A cached file can be loaded by one class loader only, so a second job in the same
 * TaskManager would fail. Here the CPU flavour is unpacked into a separate folder for each class loader, and passed to
 * the library by {@code RUST_LIBRARY_PATH}, which it reads first. If that variable or property is already set, it is
 * used.
 */
final class NativeTokenizers {

    private static final String OVERRIDE = "RUST_LIBRARY_PATH";

    private static @Nullable TokenizersLibrary loaded;

    private NativeTokenizers() {}

    /**
     * Returns the library, which the first call loads.
     *
     * @throws EncodingException if it cannot be loaded, with the folder into which it was unpacked
     */
    static synchronized TokenizersLibrary library() {
        TokenizersLibrary library = loaded;
        if (library == null) {
            library = load();
            loaded = library;
        }
        return library;
    }

    private static TokenizersLibrary load() {
        try {
            return loadUnpacked();
        } catch (IOException e) {
            throw cannotBeLoaded("cannot be unpacked into", e);
        } catch (LinkageError | EngineException e) {
            throw cannotBeLoaded("cannot be loaded from", e);
        }
    }

    private static EncodingException cannotBeLoaded(String what, Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new EncodingException(
                "The tokenizer's native library " + what + " " + System.getProperty("java.io.tmpdir") + ": " + root
                        + ". The system property java.io.tmpdir must name an existing folder that has 20 MB of "
                        + "room and is not"
                        + " mounted noexec",
                failure);
    }

    private static TokenizersLibrary loadUnpacked() throws IOException {
        ClassLoader own = TokenizersLibrary.class.getClassLoader();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(own);
        try {
            if (System.getenv(OVERRIDE) != null || System.getProperty(OVERRIDE) != null) {
                LibUtils.checkStatus();
                return TokenizersLibrary.LIB;
            }
            // The property is global to the process, so class loaders take turns.
            synchronized (System.getProperties()) {
                Path file = unpack(own);
                System.setProperty(OVERRIDE, file.toString());
                try {
                    LibUtils.checkStatus();
                } finally {
                    System.clearProperty(OVERRIDE);
                    discard(file);
                }
            }
            return TokenizersLibrary.LIB;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Path unpack(ClassLoader loader) throws IOException {
        String name = System.mapLibraryName("tokenizers");
        String resource = "native/lib/" + platform() + "/cpu/" + name;
        try (InputStream in = loader.getResourceAsStream(resource)) {
            if (in == null) {
                throw new EncodingException("The tokenizer library has no native part for this machine: expected "
                        + resource + " in its jar");
            }
            Path file = Files.createTempDirectory("parallax-tokenizers").resolve(name);
            try {
                Files.copy(in, file);
                return file;
            } catch (IOException e) {
                discard(file);
                throw e;
            }
        }
    }

    /**
     * Deletes an unpacked file. A loaded library stays mapped after that, except on Windows, where the file is deleted
     * when the process ends.
     */
    private static void discard(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (System.getProperty("os.name").startsWith("Windows")) {
            if (folder != null) {
                folder.toFile().deleteOnExit();
            }
            file.toFile().deleteOnExit();
            return;
        }
        Files.deleteIfExists(file);
        if (folder != null) {
            Files.deleteIfExists(folder);
        }
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String os = system.startsWith("win") ? "win" : system.startsWith("mac") ? "osx" : "linux";
        String machine = System.getProperty("os.arch");
        return os + "-" + ("amd64".equals(machine) ? "x86_64" : machine);
    }
}
