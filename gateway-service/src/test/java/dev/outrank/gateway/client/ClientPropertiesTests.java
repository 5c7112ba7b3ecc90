package dev.outrank.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class ClientPropertiesTests {

    private static ClientProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("outrank.gateway.client", ClientProperties.class);
    }

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new ClientProperties(128, null));
        assertThat(bind(Map.of()).isUnlimited()).isFalse();
    }

    @Test
    void bindsTheseNames() {
        assertThat(bind(Map.of(
                        "outrank.gateway.client.max-in-flight", "0", "outrank.gateway.client.key-header", "X-Api-Key")))
                .isEqualTo(new ClientProperties(0, "X-Api-Key"))
                .matches(ClientProperties::isUnlimited);
    }

    @Test
    void takesABlankHeaderForNone() {
        assertThat(new ClientProperties(1, " ").keyHeader()).isNull();
    }

    @Test
    void refusesANegativeLimit() {
        assertThatThrownBy(() -> new ClientProperties(-1, null))
                .hasMessage("outrank.gateway.client.max-in-flight: -1 (expected: > 0, or 0 for no limit)");
    }
}
