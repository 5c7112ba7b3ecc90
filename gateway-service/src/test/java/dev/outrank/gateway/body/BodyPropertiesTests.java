package dev.outrank.gateway.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

final class BodyPropertiesTests {

    private static BodyProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("outrank.gateway.body", BodyProperties.class);
    }

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new BodyProperties(DataSize.ofMegabytes(16)));
    }

    @Test
    void bindsTheseNames() {
        assertThat(bind(Map.of("outrank.gateway.body.max-size", "2KB")))
                .isEqualTo(new BodyProperties(DataSize.ofKilobytes(2)));
    }

    @Test
    void refusesALimitThatLetsNothingThrough() {
        assertThatThrownBy(() -> new BodyProperties(DataSize.ofBytes(0)))
                .hasMessage("outrank.gateway.body.max-size: 0B (expected: > 0)");
    }
}
