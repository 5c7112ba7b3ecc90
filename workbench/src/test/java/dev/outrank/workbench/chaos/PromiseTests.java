package dev.outrank.workbench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.checked.Figures;
import dev.outrank.workbench.checked.Promise;
import dev.outrank.workbench.checked.Promises;
import dev.outrank.workbench.checked.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PromiseTests {

    @Test
    void isKeptWhereNoneIsBadOfSome() {
        assertThat(Promise.none("0 failed", 0, 1_000, ""))
                .isEqualTo(new Promise("0 failed", Promise.Kind.ANSWERS, "0 of 1,000", true));
        assertThat(Promise.none("0 failed", 2, 10, "2 × 503"))
                .isEqualTo(new Promise("0 failed", Promise.Kind.ANSWERS, "2 of 10: 2 × 503", false));
    }

    @Test
    void isBrokenWhereNothingWasAsked() {
        assertThat(Promise.none("0 failed", 0, 0, "").kept()).isFalse();
        assertThat(Promise.all("all exact", 0, 0, "").kept()).isFalse();
    }

    @Test
    void isKeptWhereAllAreAsTheyShould() {
        assertThat(Promise.all("all exact", 10, 10, "").kept()).isTrue();
        assertThat(Promise.all("all exact", 9, 10, "1 × 503"))
                .isEqualTo(new Promise("all exact", Promise.Kind.ANSWERS, "9 of 10: 1 × 503", false));
    }

    @Test
    void comparesLatenciesByTheirRatio() {
        assertThat(Promise.p99("≤ 1.5 ×", 3, 2, 1.5))
                .isEqualTo(new Promise("≤ 1.5 ×", Promise.Kind.TIMES, "3.00 ms over 2.00 ms = 1.50", true));
        assertThat(Promise.p99("≤ 1.5 ×", 3.1, 2, 1.5).kept()).isFalse();
    }

    @Test
    void takesLatenciesThatAreAbsentForBroken() {
        assertThat(Promise.p99("≤ 1.5 ×", 0, 2, 1.5).kept()).isFalse();
        assertThat(Promise.p99("≤ 1.5 ×", 2, 0, 1.5).kept()).isFalse();
    }

    @Test
    void countsWhatIsDegradedForFailedWhereEveryAnswerMustBeWhole() {
        List<Figures> phases = List.of(
                Outcomes.figures("one", Outcomes.exact(5)),
                Outcomes.figures("two", List.of(Outcomes.of(Verdict.DEGRADED, 1, ""))));
        List<Promise> promises = Promises.allExact(phases);
        assertThat(promises).extracting(Promise::kept).containsExactly(false, true);
        assertThat(promises.getFirst().found()).isEqualTo("1 of 6: two: 1 degraded; ");
    }
}
