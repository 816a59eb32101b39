package dev.parallax.graph;

/**
 * A matrix of 8-bit integers with one scale a column.
 *
 * @param values integers from -127 to 127 in row-major order
 * @param scales the value of one step, for each column
 */
record ColumnScaled(byte[] values, float[] scales) {

    /** The nearest such matrix to a matrix of floats, {@code [rows, columns]} in row-major order. */
    static ColumnScaled of(float[] matrix, int rows, int columns) {
        float[] scales = new float[columns];
        for (int i = 0; i < matrix.length; i++) {
            scales[i % columns] = Math.max(scales[i % columns], Math.abs(matrix[i]));
        }
        for (int column = 0; column < columns; column++) {
            scales[column] = scales[column] == 0 ? 1 : scales[column] / QuantizedProducts.SIGNED_LEVELS;
        }
        byte[] values = new byte[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) Math.rint(matrix[i] / scales[i % columns]);
        }
        return new ColumnScaled(values, scales);
    }
}
