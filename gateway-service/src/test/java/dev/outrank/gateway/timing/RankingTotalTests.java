package dev.outrank.gateway.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RankingTotalTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "total;dur=1.5",
                "queue;dur=0.1, total;dur=1.5",
                "queue;dur=0.1,total;dur=1.5;desc=\"all\"",
                "total;dur=1.5, cache;desc=\"hit\""
            })
    void isReadWhereverItStands(String value) {
        assertThat(RankingTotal.nanos(List.of("decode;dur=7", value))).isEqualTo(1_500_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "queue;dur=0.1", "subtotal;dur=3", "total;dur=", "total;dur=soon", "total;dur=-1"})
    void isUnknownWhereItIsNotSaidOrMakesNoSense(String value) {
        assertThat(RankingTotal.nanos(List.of(value))).isNull();
    }

    @Test
    void isUnknownWithoutTheHeader() {
        assertThat(RankingTotal.nanos(List.of())).isNull();
    }
}
