package dev.parallax.job.bench;

import dev.parallax.infer.batch.Classifier;
import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.infer.batch.Scores;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.job.bench.peer.PeerLane.Kind;
import dev.parallax.job.bench.peer.PeerRounds.Contender;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A model without job, in a comparison with other programs: its speed and its labels. */
final class RawSession {

    private final ModelBundle model;
    private final Classifier classifier;
    private final PeerTexts texts;
    private final RawCeiling ceiling;

    /** @param inFlight number of batches that run concurrently, each on its own thread */
    RawSession(ModelBundle model, Classifier classifier, PeerTexts texts, int inFlight) {
        this.model = model;
        this.classifier = classifier;
        this.texts = texts;
        this.ceiling = new RawCeiling(classifier, PeerTexts.encodings(texts.all()), inFlight);
    }

    /** The batch size with the most texts a second. */
    int bestSize() throws ClassifierException {
        return RawCeiling.best(ceiling.bySize());
    }

    /** The labels of all texts, each once. */
    List<String> labels(int size) throws ClassifierException {
        List<String> labels = new ArrayList<>();
        List<PeerTexts.Text> once = texts.once();
        for (int from = 0; from < once.size(); from += size) {
            List<PeerTexts.Text> batch = once.subList(from, Math.min(from + size, once.size()));
            for (Scores scores : classifier.score(PeerTexts.encodings(batch))) {
                labels.add(model.labels()[argmax(scores.logits())]);
            }
        }
        return labels;
    }

    private static int argmax(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }

    /** Its part in the comparison: sorted batches of one size. */
    Contender contender(Kind kind, int size, OptionalInt sameLabels) {
        return new Contender(
                kind, kind.title(), sameLabels, round -> ceiling.pass(size).perSecond());
    }
}
