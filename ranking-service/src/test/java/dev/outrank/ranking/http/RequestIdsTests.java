package dev.outrank.ranking.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestIdsTests {

    @Test
    void keepsAFitId() {
        assertThat(RequestIds.orRandom("b6d1-4F.x:1/2+3=@_")).isEqualTo("b6d1-4F.x:1/2+3=@_");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "a b", "a\nb", "ä", "-x", "\u0007"})
    void replacesAnUnfitId(String received) {
        assertThat(RequestIds.orRandom(received)).matches("[0-9a-f]{32}").isNotEqualTo(received);
    }

    @Test
    void replacesAnIdThatIsTooLong() {
        assertThat(RequestIds.orRandom("a".repeat(129))).hasSize(32);
    }
}
