package dev.outrank.gateway.priority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.lookup.Priority;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PriorityHeaderTests {

    @ParameterizedTest
    @ValueSource(strings = {"critical", "normal", "sheddable", "Critical"})
    void acceptsThePriorities(String word) {
        assertThatCode(() -> PriorityHeader.check(List.of(word))).doesNotThrowAnyException();
    }

    @Test
    void acceptsThatTheCallerDoesNotSay() {
        assertThatCode(() -> PriorityHeader.check(null)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "urgent", "0", "normal,critical"})
    void refusesOtherWords(String word) {
        assertThatThrownBy(() -> PriorityHeader.check(List.of(word)))
                .isInstanceOf(InvalidPriorityException.class)
                .hasMessage("X-Request-Priority: " + word + " (expected: one of critical, normal, sheddable)");
    }

    @Test
    void readsWhatIsKnownAndTakesTheRestForNormal() {
        assertThat(PriorityHeader.read(List.of("Sheddable"))).isEqualTo(Priority.SHEDDABLE);
        assertThat(PriorityHeader.read(List.of("urgent"))).isEqualTo(Priority.NORMAL);
        assertThat(PriorityHeader.read(List.of("critical", "critical"))).isEqualTo(Priority.NORMAL);
        assertThat(PriorityHeader.read(null)).isEqualTo(Priority.NORMAL);
    }

    @Test
    void refusesTwoPriorities() {
        assertThatThrownBy(() -> PriorityHeader.check(List.of("normal", "critical")))
                .hasMessageStartingWith("X-Request-Priority: normal,critical (");
    }

    @Test
    void quotesOnlyTheBeginningOfALongValue() {
        assertThatThrownBy(() -> PriorityHeader.check(List.of("x".repeat(5000))))
                .hasMessageStartingWith("X-Request-Priority: " + "x".repeat(16) + "… (");
    }
}
