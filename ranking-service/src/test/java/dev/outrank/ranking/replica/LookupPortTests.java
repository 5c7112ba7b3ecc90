package dev.outrank.ranking.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;

class LookupPortTests {

    private final LookupPort port = new LookupPort(2000);

    private static ServiceInstance instance(Map<String, String> metadata) {
        return new DefaultServiceInstance("a", "embedding-0", "127.0.0.1", 8200, false, metadata);
    }

    @Test
    void isAsFarFromThePortOfHttpAsEverywhere() {
        assertThat(port.applyAsInt(instance(Map.of()))).isEqualTo(10_200);
    }

    @Test
    void isWhatTheMetadataNames() {
        assertThat(port.applyAsInt(instance(Map.of("lookup-port", "77")))).isEqualTo(77);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "x", ""})
    void refusesWhatIsNoPort(String named) {
        assertThatThrownBy(() -> port.applyAsInt(instance(Map.of("lookup-port", named))))
                .hasMessage("embedding-0: metadata lookup-port: '" + named + "' (expected: a port)");
    }
}
