package dev.outrank.embedding.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.embedding.PropertiesBinding;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AdaptivePropertiesTests {

    private static final String PREFIX = "outrank.embedding.lookup.adaptive";

    @Test
    void hasTheseDefaults() {
        AdaptiveProperties properties = bind(Map.of());

        assertThat(properties)
                .isEqualTo(new AdaptiveProperties(true, 0, 0, Duration.ofMillis(5), Duration.ofMillis(100), 0.9, 0.5))
                .isEqualTo(LookupQueues.ADAPTIVE);
        assertThat(properties.lowestLimit(8, 256)).isEqualTo(32);
        assertThat(properties.highestLimit(8, 256)).isEqualTo(256);
        assertThat(properties.lowestLimit(8, 2)).isEqualTo(2);
        assertThat(properties.highestLimit(8, 2)).isEqualTo(2);
    }

    @Test
    void hasTheseNames() {
        AdaptiveProperties properties = bind(Map.of(
                PREFIX + ".enabled", "false",
                PREFIX + ".min-limit", "3",
                PREFIX + ".max-limit", "40",
                PREFIX + ".target", "2ms",
                PREFIX + ".standing", "5ms",
                PREFIX + ".normal-share", "0.6",
                PREFIX + ".sheddable-share", "0.1"));

        assertThat(properties)
                .isEqualTo(new AdaptiveProperties(false, 3, 40, Duration.ofMillis(2), Duration.ofMillis(5), 0.6, 0.1));
        assertThat(AdaptiveProperties.class.getRecordComponents()).hasSize(7);
        assertThat(properties.lowestLimit(8, 256)).isEqualTo(3);
        assertThat(properties.highestLimit(8, 256)).isEqualTo(40);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertRefused(
                Map.of(PREFIX + ".min-limit", "9", PREFIX + ".max-limit", "8"),
                "max-limit: 8 (expected: 0, or at least 9, the min-limit)");
        assertRefused(Map.of(PREFIX + ".target", "-1ms"), "target: PT-0.001S (expected: at least zero)");
        assertRefused(Map.of(PREFIX + ".standing", "-1ms"), "standing: PT-0.001S (expected: at least zero)");
        assertRefused(
                Map.of(PREFIX + ".sheddable-share", "0.95"),
                "sheddable-share: 0.95 (expected: at most 0.9, the normal-share)");
    }

    private static void assertRefused(Map<String, String> properties, String message) {
        assertThatThrownBy(() -> bind(properties))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessage(message);
    }

    private static AdaptiveProperties bind(Map<String, String> properties) {
        return PropertiesBinding.bind(PREFIX, AdaptiveProperties.class, properties);
    }
}
