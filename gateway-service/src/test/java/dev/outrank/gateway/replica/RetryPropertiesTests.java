package dev.outrank.gateway.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class RetryPropertiesTests {

    private static RetryProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("outrank.gateway.retry", RetryProperties.class);
    }

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new RetryProperties(true, 10, 20));
    }

    @Test
    void bindsTheseNames() {
        assertThat(bind(Map.of(
                        "outrank.gateway.retry.enabled", "false",
                        "outrank.gateway.retry.budget-percent", "0.5",
                        "outrank.gateway.retry.burst", "3")))
                .isEqualTo(new RetryProperties(false, 0.5, 3));
    }

    @Test
    void refusesBudgetsThatAreNone() {
        assertThatThrownBy(() -> new RetryProperties(true, 101, 1))
                .hasMessage("outrank.gateway.retry.budget-percent: 101.0 (expected: 0 to 100)");
        assertThatThrownBy(() -> new RetryProperties(true, Double.NaN, 1))
                .hasMessage("outrank.gateway.retry.budget-percent: NaN (expected: 0 to 100)");
        assertThatThrownBy(() -> new RetryProperties(true, 10, 0))
                .hasMessage("outrank.gateway.retry.burst: 0 (expected: at least 1)");
    }
}
