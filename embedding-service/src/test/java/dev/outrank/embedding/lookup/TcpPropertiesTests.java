package dev.outrank.embedding.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.embedding.PropertiesBinding;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

final class TcpPropertiesTests {

    @Test
    void hasTheseDefaults() {
        TcpProperties properties = bind(Map.of());

        assertThat(properties)
                .isEqualTo(new TcpProperties(
                        null,
                        1024,
                        DataSize.ofKilobytes(256),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        DataSize.ofMegabytes(128),
                        Duration.ofSeconds(10),
                        new TcpProperties.Ssl(null)));
        assertThat(properties.portBeside(8203)).isEqualTo(10_203);
        assertThat(properties.portBeside(0)).isZero();
    }

    @Test
    void hasTheseNames() {
        assertThat(bind(Map.of(
                        "outrank.embedding.tcp.port", "1",
                        "outrank.embedding.tcp.max-streams", "2",
                        "outrank.embedding.tcp.inline-bytes", "3KB",
                        "outrank.embedding.tcp.quiet", "4s",
                        "outrank.embedding.tcp.patience", "5s",
                        "outrank.embedding.tcp.max-unsent-bytes", "6KB",
                        "outrank.embedding.tcp.drain", "7s",
                        "outrank.embedding.tcp.ssl.bundle", "shards")))
                .isEqualTo(new TcpProperties(
                        1,
                        2,
                        DataSize.ofKilobytes(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        DataSize.ofKilobytes(6),
                        Duration.ofSeconds(7),
                        new TcpProperties.Ssl("shards")));
    }

    @Test
    void refusesAPortBeyondTheLast() {
        TcpProperties properties = bind(Map.of());

        assertThatThrownBy(() -> properties.portBeside(64_000))
                .hasMessage(
                        "outrank.embedding.tcp.port: 66000, 2000 above server.port (expected: at most 65535; set one)");
    }

    private static TcpProperties bind(Map<String, String> properties) {
        return PropertiesBinding.bind("outrank.embedding.tcp", TcpProperties.class, properties);
    }
}
