package dev.outrank.workbench.chaos;

import dev.outrank.workbench.checked.KnownScores;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A request with what must be answered, whole and without the lost shard. Remembers the last bodies that were right, since the next ones are the same. Thread-safe.
 */
final class Question {

    private final byte[] body;
    private final byte[] wholeBody;
    private final Map<String, Integer> positions = new HashMap<>();
    private final KnownScores whole;
    private final KnownScores degraded;
    private final Map<String, Integer> lostIds;
    private final AtomicReference<byte[]> lastWhole = new AtomicReference<>(new byte[0]);
    private final AtomicReference<byte[]> lastDegraded = new AtomicReference<>(new byte[0]);

    /**
     * Makes a question.
     *
     * @param candidateIds in the order of the scores
     * @param body of the request, which demands nothing; the array itself
     * @param whole its scores
     * @param degraded its scores where default rows stand in for those of the lost shard
     * @param lostIds how many ids of each table that are
     */
    Question(
            List<String> candidateIds,
            byte[] body,
            KnownScores whole,
            KnownScores degraded,
            Map<String, Integer> lostIds) {
        this.body = body;
        this.wholeBody = demandingWhole(body);
        this.whole = whole;
        this.degraded = degraded;
        this.lostIds = new TreeMap<>(lostIds);
        candidateIds.forEach(id -> positions.put(id, positions.size()));
    }

    private static byte[] demandingWhole(byte[] body) {
        String json = new String(body, StandardCharsets.UTF_8);
        return ("{\"allowDegraded\":false," + json.substring(1)).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the request's body, the array itself. */
    byte[] body() {
        return body;
    }

    /** Returns the body of the same request that takes no degraded answer, the array itself. */
    byte[] wholeBody() {
        return wholeBody;
    }

    /** Returns where each candidate's score is, by its id. */
    Map<String, Integer> positions() {
        return positions;
    }

    KnownScores whole() {
        return whole;
    }

    KnownScores degraded() {
        return degraded;
    }

    /** Returns how many ids of each table the lost shard has. */
    Map<String, Integer> lostIds() {
        return lostIds;
    }

    AtomicReference<byte[]> lastWhole() {
        return lastWhole;
    }

    AtomicReference<byte[]> lastDegraded() {
        return lastDegraded;
    }
}
