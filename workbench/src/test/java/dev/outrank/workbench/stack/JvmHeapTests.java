package dev.outrank.workbench.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.CallerException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class JvmHeapTests {

    @Test
    void logsCollectionsAndSafepointsOnlyWhereAsked() {
        JvmHeap heap = JvmHeap.of(Collector.ZGC, 512);

        assertThat(heap.flags()).containsExactly("-Xmx512m", "-XX:+UseZGC");
        assertThat(heap.loggedTo(Path.of("/logs/of it/gc.log")).flags())
                .containsExactly(
                        "-Xmx512m", "-XX:+UseZGC", "-Xlog:gc,safepoint:file=\"/logs/of it/gc.log\":uptime:filecount=0");
    }

    @Test
    void takesThePlaceOfTheHeapThatAKindHasByDefault() {
        assertThat(ServiceKind.RANKING.jvmFlags(JvmGoal.THROUGHPUT, ServiceKind.RANKING.heap()))
                .startsWith("-Xmx768m", "-XX:+UseG1GC");
        assertThat(ServiceKind.RANKING.jvmFlags(JvmGoal.THROUGHPUT, JvmHeap.of(Collector.ZGC, 1024)))
                .startsWith("-Xmx1024m", "-XX:+UseZGC")
                .doesNotContain("-Xmx768m", "-XX:+UseG1GC");
    }

    @Test
    void refusesAHeapInWhichNoServiceStarts() {
        assertThatExceptionOfType(CallerException.class)
                .isThrownBy(() -> JvmHeap.of(Collector.SERIAL, 15))
                .withMessage("heap: 15 MB (expected: at least 16)");
    }
}
