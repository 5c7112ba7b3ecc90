package dev.outrank.workbench.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CacheReachTests {

    @Test
    void findsWhereTimePassesLimitWhenCachesEnd() {
        assertThat(CacheReach.crossing(List.of(1e6, 2e6, 4e6), List.of(1.0, 1.0, 9.0), 5))
                .isBetween(2.8e6, 2.9e6);
        assertThat(CacheReach.crossing(List.of(1e6, 2e6), List.of(1.0, 2.0), 5)).isEqualTo(2e6);
    }
}
