package dev.parallax.job.endpoint;

import dev.parallax.digest.Sha256;
import dev.parallax.job.endpoint.topic.OutputTopic;
import dev.parallax.job.endpoint.topic.SizedOutput;
import dev.parallax.job.wire.DeadLetterJson;
import dev.parallax.text.DeadLetter;
import dev.parallax.text.Header;
import dev.parallax.text.RawRecord;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a dead letter that is larger than its topic takes several that are not. Each part has a piece of the
 * letter's JSON as its value, and of headers only those that say what is wrong, {@link #PART} and {@link #LETTER}. The
 * values of a letter's parts, one after the other, are its JSON byte for byte. All other letters stay what they are.
 *
 * <p>Immutable and safe for several threads.
 */
public final class DeadLetterSplitter implements Serializable {

    /** Header of a part: its number, from 1, a slash, and the number of parts. */
    static final String PART = "parallax.part";
    /** Header of a part: SHA-256 of the whole letter's JSON, hexadecimal, which is the same for all its parts. */
    static final String LETTER = "parallax.letter";

    /** {@link #PART} of a letter that is no part, and whose record was one when it came. */
    private static final String WHOLE = "whole";

    private static final int DETAIL_CHARACTERS = 200;

    private final OutputTopic topic;
    private final DeadLetterSerializer schema;
    private final DeadLetterJson json = new DeadLetterJson();

    /** @param topic where dead letters are written */
    DeadLetterSplitter(OutputTopic topic) {
        this.topic = topic;
        this.schema = new DeadLetterSerializer(topic);
    }

    /** Leaves every dead letter whole. */
    public static DeadLetterSplitter none() {
        return new DeadLetterSplitter(new SizedOutput("", Long.MAX_VALUE));
    }

    /** Reads what the topic takes, where a task starts. */
    void open() {
        var unused = topic.rules();
    }

    /** Whether a record of the dead-letter topic is a part of a letter, and not the first one. */
    public static boolean continues(Headers headers) {
        org.apache.kafka.common.header.Header part = headers.lastHeader(PART);
        return part != null
                && isPart(part.value())
                && !new String(part.value(), StandardCharsets.UTF_8).startsWith("1/");
    }

    /** Whether a letter that was made here is a part of another. */
    static boolean isPart(DeadLetter letter) {
        return part(letter) != null;
    }

    /** {@link #PART} of a letter that was made here; {@code null} where it is none. */
    static @Nullable String part(DeadLetter letter) {
        byte[] part = null;
        for (Header header : letter.source().headers()) {
            if (header.key().equals(PART)) {
                part = header.value();
            }
        }
        return part != null && isPart(part) ? new String(part, StandardCharsets.UTF_8) : null;
    }

    private static boolean isPart(byte @Nullable [] part) {
        return part != null && !Arrays.equals(part, WHOLE.getBytes(StandardCharsets.UTF_8));
    }

    /** The letter, or its parts in their order. */
    List<DeadLetter> of(DeadLetter letter) {
        DeadLetter whole = whole(letter);
        if (fits(whole)) {
            return List.of(whole);
        }
        byte[] content = json.write(letter);
        String digest = Sha256.of(content);
        byte[] key = letter.source().key();
        long room = room(letter, key, digest);
        if (room < topic.recordBytes() / 2) {
            // A key that takes most of the room stands in the letter alone.
            key = null;
            room = room(letter, null, digest);
        }
        int count = Math.toIntExact((content.length + room - 1) / room);
        List<DeadLetter> parts = new ArrayList<>(count);
        for (int number = 1; number <= count; number++) {
            long from = (number - 1) * room;
            byte[] piece = Arrays.copyOfRange(content, (int) from, (int) Math.min(content.length, from + room));
            parts.add(part(letter, key, digest, number + "/" + count, piece));
        }
        return parts;
    }

    private boolean fits(DeadLetter letter) {
        long bytes = topic.recordBytes();
        return bytes == Long.MAX_VALUE || schema.size(letter) <= bytes;
    }

    /** Bytes that the value of a part may have. */
    private long room(DeadLetter letter, byte @Nullable [] key, String digest) {
        DeadLetter widest = part(letter, key, digest, Integer.MAX_VALUE + "/" + Integer.MAX_VALUE, new byte[0]);
        return topic.recordBytes() - schema.size(widest);
    }

    /** A record that was a part when it came says so in its headers still: the last one counts. */
    private static DeadLetter whole(DeadLetter letter) {
        if (!isPart(letter)) {
            return letter;
        }
        RawRecord source = letter.source();
        List<Header> headers = new ArrayList<>(source.headers());
        headers.add(header(PART, WHOLE));
        return new DeadLetter(
                letter.reason(), letter.stage(), letter.detail(), with(source, source.key(), source.value(), headers));
    }

    private static DeadLetter part(
            DeadLetter letter, byte @Nullable [] key, String digest, String number, byte[] piece) {
        String detail = letter.detail();
        return new DeadLetter(
                letter.reason(),
                letter.stage(),
                detail.length() <= DETAIL_CHARACTERS ? detail : detail.substring(0, DETAIL_CHARACTERS),
                with(letter.source(), key, piece, List.of(header(PART, number), header(LETTER, digest))));
    }

    private static RawRecord with(
            RawRecord source, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
        return new RawRecord(
                source.topic(),
                source.partition(),
                source.offset(),
                source.timestampMillis(),
                source.readMillis(),
                key,
                value,
                headers);
    }

    private static Header header(String key, String value) {
        return new Header(key, value.getBytes(StandardCharsets.UTF_8));
    }
}
