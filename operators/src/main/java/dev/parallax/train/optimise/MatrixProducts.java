package dev.parallax.train.optimise;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The BLAS beneath Breeze and Spark, in Java: with the module {@code jdk.incubator.vector} it computes with vector
 * instructions. Safe for several threads.
 */
public final class MatrixProducts {

    /** The logger is held, because it would lose its level with the last reference to it. */
    private static final Logger LOG = Logger.getLogger("dev.ludovic.netlib");

    private static final BLAS PRODUCTS = quietly();

    private MatrixProducts() {}

    /** The library. */
    public static BLAS blas() {
        return PRODUCTS;
    }

    /**
     * It warns that there is no native one, which is what we want of it, and prints which Java it found: neither is
     * news to a user.
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
