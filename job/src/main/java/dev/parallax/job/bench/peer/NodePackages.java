package dev.parallax.job.bench.peer;

import dev.parallax.digest.Sha256;
import dev.parallax.job.files.ExitCleanup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The packages of Node that {@code package.json} pins, installed once by npm and then kept in the cache, with the
 * script that uses them. Several processes may do so at once.
 */
final class NodePackages {

    private static final String PACKAGE = "package.json";
    private static final String SCRIPT = "transformers.mjs";
    private static final int KEY_DIGITS = 16;

    private NodePackages() {}

    /**
     * The script, beside its packages.
     *
     * @throws PeerException if npm is not there or cannot install them
     */
    static Path script(PeerEnvironment environment) throws PeerException, InterruptedException {
        byte[] pinned = resource(PACKAGE);
        byte[] script = resource(SCRIPT);
        Path all = environment.cache().resolve("node");
        Path target = all.resolve(Sha256.of(pinned).substring(0, KEY_DIGITS));
        try {
            if (!Files.isDirectory(target)) {
                install(environment, pinned, Files.createDirectories(all), target);
            }
            Path file = target.resolve(Sha256.of(script).substring(0, KEY_DIGITS) + "-" + SCRIPT);
            if (!Files.exists(file)) {
                Path written = Files.createTempFile(target, "new-", SCRIPT);
                Files.write(written, script);
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return file;
        } catch (IOException e) {
            throw new PeerException("the packages of Node cannot be kept in " + target + ": " + e, e);
        }
    }

    private static void install(PeerEnvironment environment, byte[] pinned, Path all, Path target)
            throws IOException, PeerException, InterruptedException {
        Path npm = environment.program("npm");
        Path unfinished = Files.createTempDirectory(all, "new-");
        ExitCleanup.add(unfinished);
        try {
            Files.write(unfinished.resolve(PACKAGE), pinned);
            // Scripts of packages would download libraries for GPUs.
            InstallationStep.run(
                    environment,
                    List.of(npm.toString(), "install", "--ignore-scripts", "--no-audit", "--no-fund"),
                    unfinished,
                    unfinished.resolve("npm.log"));
            try {
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
                // Another process was faster.
                return;
            }
        } finally {
            ExitCleanup.delete(unfinished);
            ExitCleanup.remove(unfinished);
        }
    }

    private static byte[] resource(String name) throws PeerException {
        try (InputStream in = NodePackages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new PeerException("this jar has no " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new PeerException(name + " cannot be read from this jar: " + e, e);
        }
    }
}
