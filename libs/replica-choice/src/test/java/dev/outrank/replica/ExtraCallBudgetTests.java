package dev.outrank.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ExtraCallBudgetTests {

    @Test
    void allowsItsShareOfTheCallsInTheLongRun() {
        ExtraCallBudget budget = new ExtraCallBudget(5, 10);
        long taken = IntStream.range(0, 10_000)
                .filter(i -> {
                    budget.called();
                    return budget.tryTake();
                })
                .count();

        assertThat(taken).isBetween(500L, 510L);
    }

    @Test
    void savesUpNoMoreThanItsBurst() {
        ExtraCallBudget budget = new ExtraCallBudget(10, 3);
        IntStream.range(0, 1_000).forEach(i -> budget.called());

        assertThat(IntStream.range(0, 10).filter(i -> budget.tryTake()).count()).isEqualTo(3);
    }

    @Test
    void allowsNothingAtZeroPerCent() {
        ExtraCallBudget budget = new ExtraCallBudget(0, 3);
        budget.called();

        assertThat(budget.tryTake()).isFalse();
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new ExtraCallBudget(101, 1)).hasMessageContaining("expected: 0 to 100");
        assertThatThrownBy(() -> new ExtraCallBudget(5, 0)).hasMessageContaining("at least 1");
    }
}
