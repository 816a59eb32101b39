package dev.parallax.train.optimise;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Matrix products by the Java implementation of BLAS that Breeze and Spark use; with the module
 * {@code jdk.incubator.vector} it uses vector instructions. Safe for several threads.
 */
public final class MatrixProducts {

    /** A strong reference to the logger: without one it would be garbage-collected and lose its level. */
    private static final Logger LOG = Logger.getLogger("dev.ludovic.netlib");

    private static final BLAS PRODUCTS = quietly();

    private MatrixProducts() {}

    /** The BLAS implementation. */
    public static BLAS blas() {
        return PRODUCTS;
    }

    /**
     * Loads the library without its log output: it warns that there is no native implementation, which is intended, and
     * prints the Java version.
     */
    private static BLAS quietly() {
        LOG.setLevel(Level.SEVERE);
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            return JavaBLAS.getInstance();
        } finally {
            System.setOut(out);
        }
    }
}
