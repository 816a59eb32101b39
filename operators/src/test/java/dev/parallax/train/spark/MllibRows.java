package dev.parallax.train.spark;

import dev.parallax.train.data.LabelledFeatures;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Writes rows in the format of the real Spark's runner: {@code n}, {@code d}, then for each row its class and {@code d}
 * floats.
 */
final class MllibRows {

    private MllibRows() {}

    static LabelledFeatures read(InputStream stream) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(stream))) {
            float[][] rows = new float[in.readInt()][in.readInt()];
            int[] classes = new int[rows.length];
            int most = 0;
            for (int i = 0; i < rows.length; i++) {
                classes[i] = in.readInt();
                most = Math.max(most, classes[i]);
                for (int j = 0; j < rows[i].length; j++) {
                    rows[i][j] = in.readFloat();
                }
            }
            return new LabelledFeatures(rows, classes, most + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
