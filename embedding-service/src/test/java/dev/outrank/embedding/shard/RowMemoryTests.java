package dev.outrank.embedding.shard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

final class RowMemoryTests {

    @Test
    void isWhatWasConfigured() {
        assertThat(RowMemory.of(DataSize.ofGigabytes(48)).limitBytes()).isEqualTo(48L << 30);
    }

    @Test
    void isWhatTheHeapLeaves() {
        assertThat(RowMemory.beside(2, 10).limitBytes()).isEqualTo(8);
        assertThat(RowMemory.beside(10, 2).limitBytes()).isZero();
        assertThat(RowMemory.of(null).limitBytes()).isBetween(0L, Long.MAX_VALUE - 1);
    }
}
