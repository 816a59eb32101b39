package dev.parallax.train.perceptron;

import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleSupplier;

/** The distribution of a perceptron's initial weights. */
public enum Initialization {
    /**
     * Spark ML's: weights and biases alike uniform within ±2.4 / √inputs
     * ({@code org.apache.spark.ml.ann.AffineLayerModel}), by Spark's own generator, so that a seed produces the same
     * weights as there.
     */
    SPARK {
        @Override
        public double[] weights(PerceptronShape shape, long seed) {
            Random random = new XorShiftRandom(seed);
            double[] weights = new double[shape.size()];
            for (int k = 0; k < shape.depth(); k++) {
                double root = Math.sqrt(shape.inputs(k));
                for (int i = shape.matrixAt(k); i < shape.matrixAt(k + 1); i++) {
                    weights[i] = (random.nextDouble() * 4.8 - 2.4) / root;
                }
            }
            return weights;
        }
    },
    /**
     * Weights uniform within ±√(6 / (inputs + outputs)), biases 0 (Glorot and Bengio, Understanding the difficulty of
     * training deep feedforward neural networks, 2010): the default of Keras' Dense.
     */
    GLOROT {
        @Override
        public double[] weights(PerceptronShape shape, long seed) {
            return uniform(shape, seed, 0);
        }
    },
    /**
     * Weights normal with standard deviation 1, redrawn if beyond 2, biases 0: TensorFlow's {@code truncated_normal}
     * with its defaults.
     */
    TRUNCATED_NORMAL {
        @Override
        public double[] weights(PerceptronShape shape, long seed) {
            Random random = new Random(seed);
            return filled(shape, 0, k -> () -> {
                double value = random.nextGaussian();
                while (Math.abs(value) > 2) {
                    value = random.nextGaussian();
                }
                return value;
            });
        }
    },
    /** Weights as {@link #GLOROT}, biases 1: the network of the question that motivated this project. */
    QUESTION {
        @Override
        public double[] weights(PerceptronShape shape, long seed) {
            return uniform(shape, seed, 1);
        }
    };

    /** Draws the weights of one layer. */
    @FunctionalInterface
    private interface Draws {
        DoubleSupplier of(int layer);
    }

    /**
     * Draws the initial weights, {@code [shape.size()]}; the same for the same seed.
     *
     * @param seed any number
     */
    public abstract double[] weights(PerceptronShape shape, long seed);

    private static double[] uniform(PerceptronShape shape, long seed, double bias) {
        Random random = new Random(seed);
        return filled(shape, bias, k -> {
            double bound = Math.sqrt(6.0 / (shape.inputs(k) + shape.outputs(k)));
            return () -> (2 * random.nextDouble() - 1) * bound;
        });
    }

    private static double[] filled(PerceptronShape shape, double bias, Draws draws) {
        double[] weights = new double[shape.size()];
        for (int k = 0; k < shape.depth(); k++) {
            DoubleSupplier draw = draws.of(k);
            for (int i = shape.matrixAt(k); i < shape.matrixAt(k + 1); i++) {
                weights[i] = i < shape.biasesAt(k) ? draw.getAsDouble() : bias;
            }
        }
        return weights;
    }

    /** The name on the command line and in cards. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
