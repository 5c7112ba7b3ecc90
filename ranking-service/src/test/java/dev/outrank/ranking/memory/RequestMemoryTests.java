package dev.outrank.ranking.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RequestMemoryTests {

    /** Where a request notes up to 64 arrays. */
    private static final int LIST_BYTES = 64 * 4;

    private final ArrayPool pool = new ArrayPool(1 << 20);

    @Test
    void givesArraysToTheNextRequest() {
        RequestMemory first = RequestMemory.of(pool);
        long[] ids = first.arrays().longs(1000);
        float[] numbers = first.arrays().floats(100);
        assertThat(ids).hasSize(1024);
        first.end();

        assertThat(pool.idleBytes()).isEqualTo(1024 * 8 + 128 * 4 + LIST_BYTES);
        RequestMemory second = RequestMemory.of(pool);
        assertThat(second.arrays().longs(600)).isSameAs(ids);
        assertThat(second.arrays().floats(65)).isSameAs(numbers);
        assertThat(pool.idleBytes()).isZero();
    }

    @Test
    void keepsArraysAsLongAsSomebodyHolds() {
        RequestMemory memory = RequestMemory.of(pool);
        long[] ids = memory.arrays().longs(64);
        assertThat(memory.hold()).isTrue();
        memory.end();
        memory.end();

        assertThat(RequestMemory.of(pool).arrays().longs(64)).isNotSameAs(ids);
        assertThat(memory.hold()).isFalse();
        memory.release();
        assertThat(RequestMemory.of(pool).arrays().longs(64)).isSameAs(ids);
    }

    @Test
    void neverLendsArraysAgainThatMayBeReadOn() {
        RequestMemory memory = RequestMemory.of(pool);
        memory.arrays().longs(64);
        memory.mayBeReadOn();
        memory.end();

        assertThat(pool.idleBytes()).isEqualTo(LIST_BYTES);
    }

    @Test
    void givesBackWhatItOwnsOnceWheneverThatCame() {
        AtomicInteger given = new AtomicInteger();
        RequestMemory memory = RequestMemory.of(pool);
        memory.own(given::incrementAndGet);
        memory.end();
        assertThat(given).hasValue(1);
        memory.own(given::incrementAndGet);
        assertThat(given).hasValue(2);
    }

    @Test
    void givesOneArrayBackBeforeTheOthersAndOnlyOnce() {
        RequestMemory memory = RequestMemory.of(pool);
        byte[] json = memory.arrays().bytes(64);
        memory.arrays().ints(64);
        memory.arrays().giveBack(json);
        memory.arrays().giveBack(json);
        assertThat(pool.idleBytes()).isEqualTo(64);
        memory.end();
        assertThat(pool.idleBytes()).isEqualTo(64 + 256 + LIST_BYTES);
    }

    @Test
    void keepsNoMoreThanItsLimit() {
        ArrayPool small = new ArrayPool(1024);
        RequestMemory memory = RequestMemory.of(small);
        memory.arrays().longs(128);
        memory.arrays().longs(64);
        memory.end();
        assertThat(small.idleBytes()).isEqualTo(1024);
    }
}
