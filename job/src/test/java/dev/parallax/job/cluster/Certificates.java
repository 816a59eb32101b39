package dev.parallax.job.cluster;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Creates certificates of a broker on the loopback interface with the JDK's keytool. */
final class Certificates {

    private Certificates() {}

    /** Writes a key with a self-signed certificate. */
    static Path key(Path store, String password) throws Exception {
        keytool(
                store,
                password,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2");
        return store;
    }

    /** Writes a store that trusts the certificate of a key. */
    static Path trust(Path key, String keyPassword, Path store, String password) throws Exception {
        Path certificate = Path.of(store + ".cer");
        keytool(key, keyPassword, "-exportcert", "-file", certificate.toString());
        keytool(store, password, "-importcert", "-noprompt", "-file", certificate.toString());
        return store;
    }

    private static void keytool(Path store, String password, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-alias",
                "broker",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass:env",
                "STORE_PASSWORD"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("STORE_PASSWORD", password);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool failed: " + output);
        }
    }
}
