package dev.outrank.workbench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.checked.Figures;
import dev.outrank.workbench.checked.Oddity;
import dev.outrank.workbench.checked.Outcome;
import dev.outrank.workbench.checked.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FiguresTests {

    @Test
    void takesPercentilesOfWhatIsRightAlone() {
        List<Outcome> outcomes = new ArrayList<>(Outcomes.exact(99));
        outcomes.add(Outcomes.of(Verdict.DEGRADED, 100, ""));
        outcomes.add(Outcomes.of(Verdict.REFUSED, 5_000, "503"));
        Figures figures = Outcomes.figures("phase", outcomes);
        assertThat(figures.requests()).isEqualTo(101);
        assertThat(figures.exact()).isEqualTo(99);
        assertThat(figures.degraded()).isEqualTo(1);
        assertThat(figures.p50Millis()).isEqualTo(50);
        assertThat(figures.p99Millis()).isEqualTo(99);
        assertThat(figures.maxMillis()).isEqualTo(100);
        assertThat(figures.longestRefusalMillis()).isEqualTo(5_000);
        assertThat(figures.goodput()).isEqualTo(49.5);
    }

    @Test
    void countsWhatIsOddByKindAndKeepsTheFirst() {
        Figures figures = Outcomes.figures(
                "phase",
                List.of(
                        Outcomes.of(Verdict.FAILED, 1, "503 naming embedding-1"),
                        Outcomes.of(Verdict.WRONG, 1, "wrong scores"),
                        Outcomes.of(Verdict.REFUSED, 1, "503 naming embedding-1"),
                        Outcomes.of(Verdict.FAILED, 1, "503 naming embedding-1")));
        assertThat(figures.bad()).isEqualTo(4);
        assertThat(figures.count("503 naming embedding-1")).isEqualTo(3);
        assertThat(figures.count("503")).isZero();
        assertThat(figures.oddities())
                .containsExactly(
                        new Oddity("failed", "503 naming embedding-1", 2, "said 503 naming embedding-1"),
                        new Oddity("wrong", "wrong scores", 1, "said wrong scores"),
                        new Oddity("refused", "503 naming embedding-1", 1, "said 503 naming embedding-1"));
    }

    @Test
    void isAllZeroWithoutRequests() {
        Figures figures = Figures.of("phase", 0, List.of());
        assertThat(figures.requests()).isZero();
        assertThat(figures.p99Millis()).isZero();
        assertThat(figures.goodput()).isZero();
        assertThat(figures.oddText()).isEmpty();
    }
}
