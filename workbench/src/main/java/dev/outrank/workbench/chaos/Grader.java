package dev.outrank.workbench.chaos;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.workbench.checked.Grade;
import dev.outrank.workbench.checked.RankedAnswer;
import dev.outrank.workbench.checked.Reply;
import dev.outrank.workbench.checked.StatusGrade;
import dev.outrank.workbench.checked.Verdict;
import java.util.Arrays;
import java.util.List;

/** Says what replies are worth. */
final class Grader {

    private Grader() {}

    static Grade grade(Question question, Reply reply) {
        return switch (reply) {
            case Reply.Lost(String kind, String message) -> new Grade(Verdict.FAILED, kind, message);
            case Reply.Answer answer when answer.isOk() -> scored(question, answer.body());
            case Reply.Answer answer -> StatusGrade.of(answer);
        };
    }

    private static Grade scored(Question question, byte[] body) {
        if (Arrays.equals(body, question.lastWhole().get())) {
            return Grade.good(Verdict.EXACT);
        }
        if (Arrays.equals(body, question.lastDegraded().get())) {
            return Grade.good(Verdict.DEGRADED);
        }
        try {
            RankedAnswer answer = RankedAnswer.read(body, question.positions());
            return answer.degraded() ? degraded(question, answer, body) : whole(question, answer, body);
        } catch (DependencyException e) {
            return new Grade(Verdict.WRONG, "malformed", String.valueOf(e.getMessage()));
        }
    }

    private static Grade whole(Question question, RankedAnswer answer, byte[] body) {
        if (!answer.defaultedIds().isEmpty()) {
            return new Grade(
                    Verdict.WRONG, "unflagged", answer.defaultedIds() + " defaulted (expected: flagged as degraded)");
        }
        if (!question.whole().accept(answer.scores())) {
            return new Grade(
                    Verdict.WRONG, "wrong scores", Arrays.toString(answer.scores()) + " (expected: the known ones)");
        }
        question.lastWhole().set(body);
        return Grade.good(Verdict.EXACT);
    }

    private static Grade degraded(Question question, RankedAnswer answer, byte[] body) {
        if (!answer.defaultedIds().equals(question.lostIds())) {
            return new Grade(
                    Verdict.WRONG,
                    "other tables",
                    "defaulted: " + answer.defaultedIds() + " (expected: " + question.lostIds() + ")");
        }
        if (!answer.lostShards().equals(List.of(ChaosModel.LOST_SERVICE))) {
            return new Grade(
                    Verdict.WRONG,
                    "other shards",
                    "lostShards: " + answer.lostShards() + " (expected: " + ChaosModel.LOST_SERVICE + ")");
        }
        if (!question.degraded().accept(answer.scores())) {
            return new Grade(
                    Verdict.WRONG,
                    "wrong degraded scores",
                    Arrays.toString(answer.scores()) + " (expected: the known ones without the lost shard)");
        }
        question.lastDegraded().set(body);
        return Grade.good(Verdict.DEGRADED);
    }
}
