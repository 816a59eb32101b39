package dev.parallax.train.perceptron;

import java.nio.ByteBuffer;
import java.util.Random;
import scala.util.hashing.MurmurHash3$;

/**
 * Spark's random number generator, {@code org.apache.spark.util.random.XORShiftRandom}: Marsaglia's xorshift (Xorshift
 * RNGs, Journal of Statistical Software 8/14, 2003) with the shifts 21, 35 and 4, seeded with a MurmurHash3 of the
 * seed. For one thread.
 */
final class XorShiftRandom extends Random {

    private static final long serialVersionUID = 1L;

    private long state;

    XorShiftRandom(long seed) {
        super(seed);
        state = hash(seed);
    }

    private static long hash(long seed) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(seed).array();
        int low = MurmurHash3$.MODULE$.bytesHash(bytes, MurmurHash3$.MODULE$.arraySeed());
        int high = MurmurHash3$.MODULE$.bytesHash(bytes, low);
        return ((long) high << 32) | (low & 0xFFFF_FFFFL);
    }

    @Override
    protected int next(int bits) {
        state ^= state << 21;
        state ^= state >>> 35;
        state ^= state << 4;
        return (int) (state & ((1L << bits) - 1));
    }
}
