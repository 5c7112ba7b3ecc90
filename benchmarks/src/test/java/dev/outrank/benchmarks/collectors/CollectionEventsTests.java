package dev.outrank.benchmarks.collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines are those of JDK 25.0.3. */
final class CollectionEventsTests {

    private static CollectionEvents parse(String lines) {
        return CollectionEvents.parse(lines.lines().toList());
    }

    @Test
    void readsTheSerialCollector() {
        CollectionEvents events = parse("""
                [0.014s] Using Serial
                [0.253s] GC(32) Pause Young (Allocation Failure) 20M->3M(61M) 0.116ms
                [0.253s] Safepoint "SerialCollectForAllocation", Time since last: 431410 ns, Reaching safepoint: 761 ns, At safepoint: 130578 ns, Leaving safepoint: 2224 ns, Total: 133563 ns, Threads: 0 runnable, 10 total
                [0.265s] GC(33) Pause Full (System.gc()) 15M->3M(61M) 11.079ms
                [0.265s] Safepoint "SerialGCCollect", Time since last: 426841 ns, Reaching safepoint: 561 ns, At safepoint: 11150290 ns, Leaving safepoint: 6602 ns, Total: 11157453 ns, Threads: 0 runnable, 10 total
                """);

        assertThat(events.collections()).containsExactlyInAnyOrder(32L, 33L);
        assertThat(events.pauseMillis()).containsExactly(0.133563, 11.157453);
    }

    @Test
    void readsTheParallelCollector() {
        CollectionEvents events = parse("""
                [0.237s] GC(34) Pause Young (Allocation Failure) 20M->3M(62M) 0.368ms
                [0.237s] Safepoint "ParallelCollectForAllocation", Time since last: 331028 ns, Reaching safepoint: 590 ns, At safepoint: 389239 ns, Leaving safepoint: 1675 ns, Total: 391504 ns, Threads: 0 runnable, 10 total
                [0.251s] GC(35) Pause Full (System.gc()) 11M->3M(62M) 12.614ms
                [0.251s] Safepoint "ParallelGCCollect", Time since last: 456967 ns, Reaching safepoint: 771 ns, At safepoint: 12690865 ns, Leaving safepoint: 3516 ns, Total: 12695152 ns, Threads: 0 runnable, 10 total
                """);

        assertThat(events.collections()).containsExactlyInAnyOrder(34L, 35L);
        assertThat(events.pauseMillis()).containsExactly(0.391504, 12.695152);
    }

    @Test
    void readsG1AndCountsACycleOnceHoweverOftenItStops() {
        CollectionEvents events = parse("""
                [0.288s] GC(3) Pause Young (Concurrent Start) (G1 Evacuation Pause) 22M->20M(32M) 5.143ms
                [0.288s] Safepoint "G1CollectForAllocation", Time since last: 44937406 ns, Reaching safepoint: 5481 ns, At safepoint: 8623633 ns, Leaving safepoint: 4067 ns, Total: 8633181 ns, Threads: 0 runnable, 10 total
                [0.288s] GC(4) Concurrent Mark Cycle
                [0.292s] GC(4) Pause Remark 20M->18M(32M) 0.774ms
                [0.292s] Safepoint "G1PauseRemark", Time since last: 314869 ns, Reaching safepoint: 160164 ns, At safepoint: 794508 ns, Leaving safepoint: 91343 ns, Total: 1046015 ns, Threads: 1 runnable, 13 total
                [0.301s] GC(4) Pause Cleanup 25M->25M(32M) 0.011ms
                [0.301s] Safepoint "G1PauseCleanup", Time since last: 118685 ns, Reaching safepoint: 1374 ns, At safepoint: 21901 ns, Leaving safepoint: 1853 ns, Total: 25128 ns, Threads: 0 runnable, 13 total
                [0.302s] GC(4) Concurrent Mark Cycle 13.906ms
                """);

        assertThat(events.collections()).containsExactlyInAnyOrder(3L, 4L);
        assertThat(events.pauseMillis()).containsExactly(8.633181, 1.046015, 0.025128);
    }

    @Test
    void readsZgcAndThreadsThatWaitForMemory() {
        CollectionEvents events = parse("""
                [0.213s] GC(0) Major Collection (Warmup)
                [0.214s] Safepoint "ZMarkStartYoungAndOld", Time since last: 87816115 ns, Reaching safepoint: 1315668 ns, At safepoint: 58852 ns, Leaving safepoint: 6301 ns, Total: 1380821 ns, Threads: 1 runnable, 10 total
                [0.222s] Safepoint "ZMarkEndYoung", Time since last: 7619978 ns, Reaching safepoint: 262267 ns, At safepoint: 23415 ns, Leaving safepoint: 3376 ns, Total: 289058 ns, Threads: 1 runnable, 10 total
                [0.317s] Allocation Stall (Thread-2) 6.106ms
                [0.511s] GC(0) Major Collection (Warmup) 8M(12%)->4M(6%) 0.004s
                """);

        assertThat(events.collections()).containsExactly(0L);
        assertThat(events.pauseMillis()).containsExactly(1.380821, 0.289058, 6.106);
    }

    @Test
    void leavesStopsOutThatNoCollectorAskedFor() {
        CollectionEvents events = parse("""
                [2.401s] Safepoint "ICBufferFull", Time since last: 431410 ns, Reaching safepoint: 761 ns, At safepoint: 130578 ns, Leaving safepoint: 2224 ns, Total: 133563 ns, Threads: 0 runnable, 10 total
                [2.403s] Safepoint "ThreadDump", Time since last: 431410 ns, Reaching safepoint: 761 ns, At safepoint: 130578 ns, Leaving safepoint: 2224 ns, Total: 133563 ns, Threads: 0 runnable, 10 total
                """);

        assertThat(events.collections()).isEmpty();
        assertThat(events.pauseMillis()).isEmpty();
    }

    @Test
    void refusesStopsInAFormThatItDoesNotKnow() {
        assertThatIllegalStateException()
                .isThrownBy(() -> CollectionEvents.parse(List.of("[1.0s] Safepoint \"ZMarkEndYoung\", Total: 3 us")))
                .withMessageContaining("ZMarkEndYoung")
                .withMessageEndingWith("(expected: a stop with 'Total: N ns')");
    }
}
