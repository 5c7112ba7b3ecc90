package dev.outrank.workbench.lifecycle;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.workbench.checked.CheckedRequest;
import dev.outrank.workbench.checked.Grade;
import dev.outrank.workbench.checked.KnownScores;
import dev.outrank.workbench.checked.RankedAnswer;
import dev.outrank.workbench.checked.Reply;
import dev.outrank.workbench.checked.StatusGrade;
import dev.outrank.workbench.checked.Verdict;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request whose scores are known for each package: an answer says which version it is of. Thread-safe. */
final class VersionedQuestion implements CheckedRequest {

    static final String MIXED = "mixed";
    static final String OTHER_VERSION = "another version's scores";

    private final String path;
    private final byte[] body;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<String, KnownScores> scores;
    private final VersionBook book;

    /**
     * Makes a question.
     *
     * @param candidateIds in the order of the scores
     * @param body the array itself
     * @param scores by the names of packages
     */
    VersionedQuestion(
            String path, List<String> candidateIds, byte[] body, Map<String, KnownScores> scores, VersionBook book) {
        this.path = path;
        this.body = body;
        this.scores = Map.copyOf(scores);
        this.book = book;
        candidateIds.forEach(id -> positions.put(id, positions.size()));
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public Grade grade(Reply reply) {
        return switch (reply) {
            case Reply.Lost(String kind, String message) -> new Grade(Verdict.FAILED, kind, message);
            case Reply.Answer answer when answer.isOk() -> scored(answer.body());
            case Reply.Answer answer -> StatusGrade.of(answer);
        };
    }

    private Grade scored(byte[] answered) {
        try {
            RankedAnswer answer = RankedAnswer.read(answered, positions);
            Contents contents = book.answeredBy(answer.version());
            return contents == null
                    ? new Grade(
                            Verdict.WRONG, "unknown version", answer.version() + " (expected: one of the registry's)")
                    : scored(answer, contents);
        } catch (DependencyException e) {
            return new Grade(Verdict.WRONG, "malformed", String.valueOf(e.getMessage()));
        }
    }

    private Grade scored(RankedAnswer answer, Contents contents) {
        if (answer.degraded()) {
            return new Grade(Verdict.FAILED, "degraded", "lost " + answer.lostShards() + " (expected: a whole answer)");
        }
        @Nullable KnownScores known = scores.get(contents.name());
        if (known != null && known.accept(answer.scores())) {
            return Grade.good(Verdict.EXACT);
        }
        return new Grade(
                Verdict.WRONG,
                otherwise(answer.scores()),
                answer.version() + ": " + Arrays.toString(answer.scores()) + " (expected: the known ones)");
    }

    /** Says what scores are that are not those of the version: wholly another's, or of several. */
    private String otherwise(float[] answered) {
        if (scores.values().stream().anyMatch(known -> known.accept(answered))) {
            return OTHER_VERSION;
        }
        boolean mixed = true;
        for (int i = 0; i < answered.length && mixed; i++) {
            int candidate = i;
            mixed = scores.values().stream().anyMatch(known -> known.agrees(candidate, answered[candidate]));
        }
        return mixed ? MIXED : "wrong scores";
    }
}
