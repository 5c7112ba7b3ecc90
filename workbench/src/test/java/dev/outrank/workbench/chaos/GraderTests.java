package dev.outrank.workbench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.checked.Grade;
import dev.outrank.workbench.checked.KnownScores;
import dev.outrank.workbench.checked.Reply;
import dev.outrank.workbench.checked.StatusGrade;
import dev.outrank.workbench.checked.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class GraderTests {

    private static final String EXACT =
            "{\"degraded\":false,\"ranked\":[{\"id\":\"b\",\"score\":0.5},{\"id\":\"a\",\"score\":0.25}]}";
    private static final String DEGRADED =
            "{\"degraded\":true,\"ranked\":[{\"id\":\"a\",\"score\":0.75},{\"id\":\"b\",\"score\":0.125}],"
                    + "\"defaulted\":[{\"table\":\"t1\",\"ids\":3}],\"lostShards\":[\"embedding-1\"]}";

    private final Question question = new Question(
            List.of("a", "b"),
            "{\"candidates\":[]}".getBytes(StandardCharsets.UTF_8),
            new KnownScores(new float[] {0.25f, 0.5f}),
            new KnownScores(new float[] {0.75f, 0.125f}),
            Map.of("t1", 3));

    private Grade grade(int status, @Nullable String retryAfter, String body) {
        return Grader.grade(question, new Reply.Answer(status, retryAfter, body.getBytes(StandardCharsets.UTF_8)));
    }

    private void assertWrong(String body, String kind) {
        Grade grade = grade(200, null, body);
        assertThat(grade.verdict()).isEqualTo(Verdict.WRONG);
        assertThat(grade.kind()).isEqualTo(kind);
        assertThat(grade.message()).isNotEmpty();
    }

    @Test
    void demandsWholeAnswersInTheBody() {
        assertThat(new String(question.wholeBody(), StandardCharsets.UTF_8))
                .isEqualTo("{\"allowDegraded\":false,\"candidates\":[]}");
    }

    @Test
    void takesKnownScoresForExactInAnyOrder() {
        assertThat(grade(200, null, EXACT)).isEqualTo(Grade.good(Verdict.EXACT));
        assertThat(grade(200, null, EXACT)).isEqualTo(Grade.good(Verdict.EXACT));
        assertThat(grade(200, null, EXACT.replace(",\"ranked\"", " ,\"ranked\"")))
                .isEqualTo(Grade.good(Verdict.EXACT));
    }

    @Test
    void takesFlaggedAnswersForDegradedWhereTablesAndScoresAreRight() {
        assertThat(grade(200, null, DEGRADED)).isEqualTo(Grade.good(Verdict.DEGRADED));
        assertThat(grade(200, null, DEGRADED)).isEqualTo(Grade.good(Verdict.DEGRADED));
    }

    @Test
    void findsOtherScoresWrong() {
        assertWrong(EXACT.replace("0.25", "0.26"), "wrong scores");
        assertWrong(DEGRADED.replace("0.75", "0.25"), "wrong degraded scores");
    }

    @Test
    void holdsLaterAnswersAgainstTheFirstBitForBit() {
        grade(200, null, EXACT);
        assertWrong(EXACT.replace("0.25", "0.25000003"), "wrong scores");
    }

    @Test
    void findsFlagsWrongThatDoNotFit() {
        assertWrong(DEGRADED.replace("t1", "t2"), "other tables");
        assertWrong(DEGRADED.replace("\"ids\":3", "\"ids\":2"), "other tables");
        assertWrong(DEGRADED.replace("\"degraded\":true", "\"degraded\":false"), "unflagged");
        assertWrong(EXACT.replace("\"degraded\":false", "\"degraded\":true"), "other tables");
        assertWrong(DEGRADED.replace("embedding-1", "embedding-0"), "other shards");
        assertWrong(DEGRADED.replace("lostShards", "lost"), "other shards");
    }

    @Test
    void findsWhatIsNoAnswerWrong() {
        assertWrong("{\"degraded\":false,\"ran", "malformed");
        assertWrong("{}", "malformed");
        assertWrong(EXACT.replace("\"id\":\"b\"", "\"id\":\"a\""), "malformed");
        assertWrong("{\"degraded\":false,\"ranked\":[{\"id\":\"b\",\"score\":0.5}]}", "wrong scores");
    }

    @Test
    void tellsRefusalsFromFailuresByRetryAfter() {
        assertThat(grade(503, "1", "too many").verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(grade(429, "1", "too many").verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(grade(429, null, "too many").verdict()).isEqualTo(Verdict.FAILED);
        assertThat(grade(500, "1", "too many").verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void namesTheShardThatAFailureNames() {
        Grade grade = grade(503, null, "shard embedding-1: not available");
        assertThat(grade.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(grade.kind()).isEqualTo(StatusGrade.naming(503, "embedding-1"));
        assertThat(grade(504, null, "late").kind()).isEqualTo("504");
    }

    @Test
    void takesNoAnswerForAFailure() {
        Grade grade = Grader.grade(question, new Reply.Lost("lost: X", "gone"));
        assertThat(grade).isEqualTo(new Grade(Verdict.FAILED, "lost: X", "gone"));
    }
}
