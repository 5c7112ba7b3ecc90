package dev.outrank.workbench.replay;

import dev.outrank.bundle.failure.DependencyException;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.zip.CRC32C;

/**
 * Checks every answer: its status, that it has a score for each candidate, that no default stood in, and that the scores are bit for bit those of the
 * {@link ReferenceScores}.
 *
 * <p>A body whose bytes are those of an answer that was found right is right: where a fingerprint is known, nothing is parsed. Others are parsed on
 * a thread of this object, away from the event loop. Thread-safe.
 */
final class AnswerCheck implements AutoCloseable {

    /** Takes what was found of one answer. */
    interface Verdict {

        /** The answer is right. */
        void right();

        /** The answer is wrong; the kind is the same for all of its kind. */
        void wrong(String kind, String message);
    }

    private static final int OK = 200;
    private static final int SHOWN_BYTES = 300;
    private static final long PATIENCE_SECONDS = 60;

    private final PreparedRequests requests;
    private final ReferenceScores reference;
    private final boolean allowDegraded;
    /** Of the last right body of each request; 0 is none. */
    private final AtomicLongArray fingerprints;

    private final ExecutorService parser = Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().daemon().name("check").unstarted(task));

    AnswerCheck(PreparedRequests requests, ReferenceScores reference, boolean allowDegraded) {
        this.requests = requests;
        this.reference = reference;
        this.allowDegraded = allowDegraded;
        this.fingerprints = new AtomicLongArray(requests.count());
    }

    /** Checks an answer to a request; the verdict comes at once, or from another thread. */
    void check(int request, Sender.Answer answer, Verdict verdict) {
        if (answer.status() != OK) {
            verdict.wrong("status-" + answer.status(), "answered " + answer.status() + " " + shown(answer.body()));
            return;
        }
        long fingerprint = fingerprint(answer.body());
        if (fingerprint == fingerprints.get(request)) {
            verdict.right();
            return;
        }
        byte[] copy = copy(answer.body(), answer.body().readableBytes());
        parser.execute(() -> parse(request, answer.headerLength(), copy, fingerprint, verdict));
    }

    private void parse(int request, int headerLength, byte[] body, long fingerprint, Verdict verdict) {
        PreparedRequest asked = requests.get(request);
        try {
            ScoredAnswer answer = AnswerReader.read(requests.api(), asked, headerLength, body);
            if (answer.degraded() && !allowDegraded) {
                verdict.wrong(
                        "degraded",
                        "request " + request + ": degraded (expected: no default in place of an embedding)");
            } else if (answer.scores().length != asked.candidates()) {
                verdict.wrong(
                        "score-count",
                        "request " + request + ": " + answer.scores().length + " scores (expected: "
                                + asked.candidates() + ")");
            } else {
                compare(request, answer.scores(), fingerprint, verdict);
            }
        } catch (DependencyException e) {
            verdict.wrong("malformed", "request " + request + ": " + e.getMessage());
        }
    }

    private void compare(int request, float[] scores, long fingerprint, Verdict verdict) {
        float[] expected = reference.offer(request, scores);
        for (int i = 0; i < scores.length; i++) {
            if (Float.isNaN(scores[i]) || Float.floatToRawIntBits(scores[i]) != Float.floatToRawIntBits(expected[i])) {
                verdict.wrong(
                        "wrong-scores",
                        "request " + request + ", candidate " + i + ": score " + scores[i] + " (expected: "
                                + expected[i] + ", bit for bit)");
                return;
            }
        }
        fingerprints.set(request, fingerprint);
        verdict.right();
    }

    /** Returns CRC-32C and length in one number, never 0. */
    static long fingerprint(ByteBuf body) {
        CRC32C crc = new CRC32C();
        for (ByteBuffer part : body.nioBuffers()) {
            crc.update(part);
        }
        return 1L << 63 | (long) body.readableBytes() << 32 | crc.getValue();
    }

    private static byte[] copy(ByteBuf body, int length) {
        byte[] copy = new byte[length];
        body.getBytes(body.readerIndex(), copy);
        return copy;
    }

    private static String shown(ByteBuf body) {
        return new String(copy(body, Math.min(SHOWN_BYTES, body.readableBytes())), StandardCharsets.UTF_8);
    }

    /** Waits for the verdicts that are not in yet. */
    @Override
    public void close() {
        parser.shutdown();
        try {
            if (!parser.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                parser.shutdownNow();
            }
        } catch (InterruptedException e) {
            parser.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
