package dev.outrank.config.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class RetentionPropertiesTests {

    private static RetentionProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("outrank.registry", RetentionProperties.class);
    }

    @Test
    void hasThisDefault() {
        assertThat(bind(Map.of())).isEqualTo(new RetentionProperties(1));
    }

    @Test
    void hasThisName() {
        assertThat(bind(Map.of("outrank.registry.retain", "3"))).isEqualTo(new RetentionProperties(3));
    }
}
