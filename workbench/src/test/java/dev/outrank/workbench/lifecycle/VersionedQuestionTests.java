package dev.outrank.workbench.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.checked.Grade;
import dev.outrank.workbench.checked.KnownScores;
import dev.outrank.workbench.checked.Reply;
import dev.outrank.workbench.checked.Verdict;
import dev.outrank.workbench.stack.StackModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class VersionedQuestionTests {

    private final VersionBook book = new VersionBook();
    private final VersionedQuestion question = new VersionedQuestion(
            "/v1/models/m:rank",
            List.of("x", "y"),
            new byte[0],
            Map.of("a", new KnownScores(new float[] {0.5f, 0.25f}), "b", new KnownScores(new float[] {0.75f, 0.125f})),
            book);

    @BeforeEach
    void register() {
        book.note("1", contents("a"));
        book.note("2", contents("b"));
    }

    private static Contents contents(String name) {
        return new Contents(name, new StackModel("m", name, Path.of("bundle"), Path.of("packed")));
    }

    private Grade grade(String version, double x, double y, String degraded) {
        String body = "{\"model\":\"m\",\"modelVersion\":\"" + version + "\",\"degraded\":" + degraded
                + ",\"ranked\":[{\"id\":\"x\",\"score\":" + x + "},{\"id\":\"y\",\"score\":" + y + "}]}";
        return question.grade(new Reply.Answer(200, null, body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void isExactWhenTheScoresAreThoseOfTheVersionThatTheAnswerNames() {
        assertThat(grade("1", 0.5, 0.25, "false").verdict()).isEqualTo(Verdict.EXACT);
        assertThat(grade("2", 0.75, 0.125, "false").verdict()).isEqualTo(Verdict.EXACT);
        assertThat(book.answered()).containsExactly("1", "2");
    }

    @Test
    void isWrongWhenTheScoresAreThoseOfAnotherVersion() {
        Grade grade = grade("1", 0.75, 0.125, "false");

        assertThat(grade.verdict()).isEqualTo(Verdict.WRONG);
        assertThat(grade.kind()).isEqualTo(VersionedQuestion.OTHER_VERSION);
    }

    @Test
    void isMixedWhenScoresAreOfSeveralVersions() {
        Grade grade = grade("1", 0.5, 0.125, "false");

        assertThat(grade.verdict()).isEqualTo(Verdict.WRONG);
        assertThat(grade.kind()).isEqualTo(VersionedQuestion.MIXED);
    }

    @Test
    void isWrongWhenAScoreIsOfNoVersion() {
        assertThat(grade("1", 0.5, 0.9, "false").kind()).isEqualTo("wrong scores");
    }

    @Test
    void isWrongWhenTheVersionWasNeverRegistered() {
        assertThat(grade("3", 0.5, 0.25, "false"))
                .satisfies(grade -> assertThat(grade.verdict()).isEqualTo(Verdict.WRONG))
                .satisfies(grade -> assertThat(grade.kind()).isEqualTo("unknown version"));
    }

    @Test
    void isFailedWhenItIsDegradedOrNoAnswer() {
        assertThat(grade("1", 0.5, 0.25, "true").verdict()).isEqualTo(Verdict.FAILED);
        assertThat(question.grade(new Reply.Lost("lost: X", "gone")).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(question.grade(new Reply.Answer(500, null, new byte[0])).verdict())
                .isEqualTo(Verdict.FAILED);
    }
}
