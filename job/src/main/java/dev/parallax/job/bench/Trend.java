package dev.parallax.job.bench;

import java.util.List;

/**
 * The trend of a quantity over the records of a run.
 *
 * @param first mean of the first third of the samples
 * @param middle mean of the middle third
 * @param last mean of the last third
 * @param slopePer100k slope of the least-squares line through the last two thirds, for each 100,000 records
 */
record Trend(double first, double middle, double last, double slopePer100k) {

    private static final double RECORDS = 100_000;
    private static final int FEWEST = 3;

    /** A sample of the quantity after a number of records. */
    record Sample(long records, double value) {}

    /**
     * Computes the trend of samples in order.
     *
     * @throws IllegalArgumentException if there are fewer than three
     */
    static Trend of(List<Sample> points) {
        int count = points.size();
        if (count < FEWEST) {
            throw new IllegalArgumentException("A trend needs " + FEWEST + " samples or more, and there are " + count);
        }
        int third = count / 3;
        List<Sample> first = points.subList(0, third);
        List<Sample> middle = points.subList(third, count - third);
        List<Sample> last = points.subList(count - third, count);
        return new Trend(mean(first), mean(middle), mean(last), slope(points.subList(third, count)) * RECORDS);
    }

    private static double mean(List<Sample> points) {
        return points.stream().mapToDouble(Sample::value).average().orElse(0);
    }

    /** Slope of the least-squares line; 0 if all samples have the same number of records. */
    private static double slope(List<Sample> points) {
        double meanRecords =
                points.stream().mapToDouble(Sample::records).average().orElse(0);
        double meanValue = mean(points);
        double covariance = 0;
        double variance = 0;
        for (Sample point : points) {
            double distance = point.records() - meanRecords;
            covariance += distance * (point.value() - meanValue);
            variance += distance * distance;
        }
        return variance == 0 ? 0 : covariance / variance;
    }
}
