package dev.outrank.ranking.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.lookup.Priority;
import org.junit.jupiter.api.Test;

final class RequestPrioritiesTests {

    @Test
    void takesAPriorityInAnyCaseAndNormalWithoutOne() {
        assertThat(RequestPriorities.of(null)).isEqualTo(Priority.NORMAL);
        assertThat(RequestPriorities.of("normal")).isEqualTo(Priority.NORMAL);
        assertThat(RequestPriorities.of("Critical")).isEqualTo(Priority.CRITICAL);
        assertThat(RequestPriorities.of("SHEDDABLE")).isEqualTo(Priority.SHEDDABLE);
    }

    @Test
    void refusesWhatIsNone() {
        assertThatThrownBy(() -> RequestPriorities.of("urgent"))
                .isInstanceOf(InvalidHeaderException.class)
                .hasMessage("X-Request-Priority: 'urgent' (expected: critical, normal or sheddable)");
        assertThatThrownBy(() -> RequestPriorities.of("")).isInstanceOf(InvalidHeaderException.class);
        assertThatThrownBy(() -> RequestPriorities.of("x".repeat(10_000)))
                .hasMessage("X-Request-Priority: '" + "x".repeat(64) + "…' (expected: critical, normal or sheddable)");
    }
}
