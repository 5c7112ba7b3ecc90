package dev.outrank.workbench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.checked.Figures;
import dev.outrank.workbench.checked.Outcome;
import dev.outrank.workbench.checked.Phase;
import dev.outrank.workbench.checked.Promise;
import dev.outrank.workbench.checked.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RecoveryTests {

    private static final Figures NORMAL = Outcomes.figures("normal", Outcomes.exact(10));

    private final Phase phase = new Phase("recovery");

    private void add(long dueMillis, Verdict verdict, long latencyMillis) {
        long due = phase.beginNanos() + Duration.ofMillis(dueMillis).toNanos();
        phase.add(new Outcome(due, Duration.ofMillis(latencyMillis).toNanos(), verdict, "", ""));
    }

    @Test
    void lastsUntilTheFirstWindowThatIsExactAndNoSlowerThanTwiceTheNormal() {
        add(100, Verdict.REFUSED, 1);
        add(400, Verdict.EXACT, 1);
        add(600, Verdict.EXACT, 21);
        add(1_100, Verdict.EXACT, 20);
        assertThat(Recovery.of(phase, NORMAL))
                .isEqualTo(new Promise("recovery ≤ 5 s", Promise.Kind.TIMES, "1.0 s", true));
    }

    @Test
    void isBrokenWhereItComesLate() {
        add(5_000, Verdict.FAILED, 1);
        add(5_600, Verdict.EXACT, 1);
        assertThat(Recovery.of(phase, NORMAL).kept()).isFalse();
    }

    @Test
    void isBrokenWhereItIsNotSeen() {
        add(0, Verdict.FAILED, 1);
        assertThat(Recovery.of(phase, NORMAL))
                .isEqualTo(new Promise("recovery ≤ 5 s", Promise.Kind.TIMES, "not seen", false));
    }
}
