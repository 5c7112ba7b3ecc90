package dev.outrank.workbench.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class InterfaceTests {

    private static final List<String> IDS = List.of("a", "b", "c");

    @Test
    void putsRankedScoresBackInTheOrderOfTheCandidates() {
        String answer = """
                {"model":"tiny","ranked":[{"id":"c","score":0.9},{"id":"a","score":0.5},{"id":"b","score":0.1}]}
                """;
        assertThat(Interface.RANK.scores(answer, IDS)).containsExactly(.5, .1, .9);
    }

    @Test
    void noticesACandidateThatTheAnswerLacks() {
        String answer = "{\"ranked\":[{\"id\":\"c\",\"score\":0.9}]}";
        assertThat(Interface.RANK.scores(answer, IDS)).containsExactly(Double.NaN, Double.NaN, .9);
    }

    @Test
    void refusesACandidateThatNobodyAskedFor() {
        String answer = "{\"ranked\":[{\"id\":\"d\",\"score\":0.9}]}";
        assertThatThrownBy(() -> Interface.RANK.scores(answer, IDS)).hasMessageContaining("ranked.id: \"d\"");
    }

    @Test
    void readsFlatAndNestedTensors() {
        assertThat(Interface.INFER.scores("{\"outputs\":[{\"data\":[0.5,0.25]}]}", IDS))
                .containsExactly(.5, .25);
        assertThat(Interface.INFER.scores("{\"outputs\":[{\"data\":[[0.5],[0.25]]}]}", IDS))
                .containsExactly(.5, .25);
    }

    @Test
    void addressesTheModel() {
        assertThat(Interface.RANK.path("m")).isEqualTo("/v1/models/m:rank");
        assertThat(Interface.INFER.path("m")).isEqualTo("/v2/models/m/infer");
    }
}
