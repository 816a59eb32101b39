package dev.parallax.job.tune.fit;

/**
 * The time of one run of a transformer as a function of its batch, milliseconds: {@code base + perToken · n · l +
 * perSquare · n · l²} for {@code n} rows that are padded to a length of {@code l} tokens. The second term is that of
 * matrix products with weights, which every token takes part in; the third is attention's, where every token of a row
 * meets every other.
 *
 * @param base time that a run takes whatever is in its batch, milliseconds
 * @param perToken time of a token, padding included, milliseconds
 * @param perSquare time of a pair of tokens of one row, milliseconds
 */
public record RunCost(double base, double perToken, double perSquare) {

    /** The time of a run, milliseconds. */
    public double millis(int rows, int length) {
        double tokens = (double) rows * length;
        return base + perToken * tokens + perSquare * tokens * length;
    }

    /**
     * The cost between this one and another.
     *
     * @param share 0 for this cost, 1 for the other
     */
    RunCost towards(RunCost other, double share) {
        return new RunCost(
                base + share * (other.base - base),
                perToken + share * (other.perToken - perToken),
                perSquare + share * (other.perSquare - perSquare));
    }
}
