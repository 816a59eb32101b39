package dev.parallax.job.tune.fit;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.Classifier;
import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.infer.batch.Scores;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what it is given; fails on texts of a length. */
public class CountingClassifier implements Classifier {

    public final LongAdder rows = new LongAdder();
    public final Set<Integer> sizes = ConcurrentHashMap.newKeySet();
    private final int poison;
    volatile boolean closed;

    /** @param poison length of a text on which it fails */
    public CountingClassifier(int poison) {
        this.poison = poison;
    }

    @Override
    public List<Scores> score(List<Encoding> batch) throws ClassifierException {
        rows.add(batch.size());
        sizes.add(batch.size());
        if (batch.stream().anyMatch(text -> text.length() == poison)) {
            throw new ClassifierException("cannot read it", false);
        }
        return Collections.nCopies(batch.size(), Scores.of(0, 0));
    }

    @Override
    public void close() {
        closed = true;
    }
}
