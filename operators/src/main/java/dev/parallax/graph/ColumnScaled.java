package dev.parallax.graph;

/**
 * A matrix of 8-bit integers with one scale a column, whose products with unsigned 8-bit integers are exact on every
 * processor.
 *
 * <p>ONNX Runtime multiplies two neighbouring rows of a column at once. On x86 processors without VNNI it adds the two
 * products as 16-bit integers that saturate ({@code vpmaddubsw}): 255 * 127 * 2 is more than 32,767. So the magnitude
 * of the sum of two neighbours is 128 at most, and 255 * 128 is less. Neighbours are the rows 0 and 1, 2 and 3 and so
 * on, as in {@code MlasGemmU8S8CopyPackBAvx2} of ONNX Runtime.
 *
 * @param values integers from -127 to 127 in row-major order
 * @param scales the value of one step, for each column
 */
record ColumnScaled(byte[] values, float[] scales) {

    /** The matrix for a matrix of floats, {@code [rows, columns]} in row-major order. */
    static ColumnScaled of(float[] matrix, int rows, int columns) {
        float[] scales = largest(matrix, columns);
        for (int column = 0; column < columns; column++) {
            scales[column] = scales[column] == 0 ? 1 : scales[column] / QuantizedProducts.SIGNED_LEVELS;
        }
        byte[] values = new byte[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) Math.rint(matrix[i] / scales[i % columns]);
        }
        return new ColumnScaled(values, scales);
    }

    /** The largest magnitude of each column that 127 steps are for: of a number, or of the sum of two neighbours. */
    static float[] largest(float[] matrix, int columns) {
        float[] largest = new float[columns];
        for (int i = 0; i < matrix.length; i++) {
            boolean second = i / columns % 2 == 1;
            float sum = second ? Math.abs(matrix[i] + matrix[i - columns]) : 0;
            int column = i % columns;
            largest[column] = Math.max(largest[column], Math.max(Math.abs(matrix[i]), sum));
        }
        return largest;
    }
}
