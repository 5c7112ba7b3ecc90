package dev.outrank.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InstanceNameTests {

    @Test
    void isWhatWasConfigured() {
        assertThat(InstanceName.of("shard-0.a:7", "embedding", 8081)).hasToString("shard-0.a:7");
    }

    @Test
    void isTheSameForTheSameApplicationHostAndPort() {
        assertThat(InstanceName.of(null, "embedding", 8081))
                .isEqualTo(InstanceName.of(null, "embedding", 8081))
                .isNotEqualTo(InstanceName.of(null, "embedding", 8082))
                .isNotEqualTo(InstanceName.of(null, "ranking", 8081));
        assertThat(InstanceName.made("embedding", "box", 8081)).hasToString("embedding-box-8081");
    }

    @Test
    void differsWhereTheSystemChoosesThePort() {
        assertThat(InstanceName.made("embedding", "box", 0)).isNotEqualTo(InstanceName.made("embedding", "box", 0));
    }

    @Test
    void replacesWhatIsUnfitAndKeepsTheEndOfWhatIsTooLong() {
        assertThat(InstanceName.made("my service", "bücher", 80)).hasToString("my-service-b-cher-80");
        assertThat(InstanceName.made("embedding", "h".repeat(200), 8081).value())
                .hasSize(128)
                .endsWith("h-8081");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a b", "ü", "../x"})
    void refusesUnfitNames(String name) {
        assertThatThrownBy(() -> new InstanceName(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("instance: '" + name + "' (expected: 1 to 128 letters, digits and '_.:-')");
        assertThatThrownBy(() -> new InstanceName("x".repeat(129))).isInstanceOf(IllegalArgumentException.class);
    }
}
