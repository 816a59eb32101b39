package dev.parallax.job.config.setting;

import dev.parallax.job.config.value.Problem;
import dev.parallax.job.config.value.Problems;

/**
 * Fills in <code>${env:NAME}</code> with an environment variable and <code>${file:/path}</code> with a file's content,
 * stripped of white space around it. <code>$${</code> stands for <code>${</code>. What was filled in is not read again.
 */
public final class Placeholders {

    static final String FORMS = "${env:NAME} or ${file:/path}; write $${ for a plain ${";

    private static final String OPEN = "${";

    /** Gives what stands in the place of a placeholder. */
    private interface Filling {
        String of(String kind, String name) throws PlaceholderContent.MissingException;
    }

    private final PlaceholderContent content;

    /** @param content what placeholders stand for */
    public Placeholders(PlaceholderContent content) {
        this.content = content;
    }

    /** The value filled in; what cannot be filled in becomes a problem and stays as it is. */
    public String resolve(String key, String written, Problems problems) {
        return each(key, written, problems, content::read);
    }

    /**
     * The value with each placeholder as Kafka writes it, so that it is filled in by the process that makes a client.
     * What could not be filled in here becomes a problem.
     */
    public String defer(String key, String written, Problems problems) {
        String deferred = each(key, written, problems, (kind, name) -> {
            var unused = content.read(kind, name);
            return KafkaReferences.reference(kind, name);
        });
        if (KafkaReferences.hidesReference(deferred)) {
            problems.add(
                    new Problem(key, "holds $${ without } before a placeholder: Kafka's clients read both as one"));
        }
        return deferred;
    }

    private static String each(String key, String written, Problems problems, Filling filling) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (int open = written.indexOf(OPEN); open >= 0; open = written.indexOf(OPEN, from)) {
            if (open > from && written.charAt(open - 1) == '$') {
                filled.append(written, from, open - 1).append(OPEN);
                from = open + OPEN.length();
                continue;
            }
            filled.append(written, from, open);
            int close = written.indexOf('}', open);
            if (close < 0) {
                problems.add(new Problem(key, "holds ${ without }: a placeholder must be " + FORMS));
                return written;
            }
            filled.append(fill(key, written.substring(open + OPEN.length(), close), problems, filling));
            from = close + 1;
        }
        return filled.append(written, from, written.length()).toString();
    }

    private static String fill(String key, String placeholder, Problems problems, Filling filling) {
        int colon = placeholder.indexOf(':');
        try {
            return filling.of(placeholder.substring(0, Math.max(colon, 0)), placeholder.substring(colon + 1));
        } catch (PlaceholderContent.MissingException e) {
            problems.add(new Problem(key, String.valueOf(e.getMessage())));
            return OPEN + placeholder + "}";
        }
    }
}
