package dev.outrank.embedding.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.memory.AddressRange;
import dev.outrank.bundle.memory.Residency;
import dev.outrank.embedding.PackedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.info.Info;
import reactor.core.scheduler.Schedulers;

final class TableResidencyTests {

    private final List<List<AddressRange>> counts = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong(-5);
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @TempDir
    private Path directory;

    private ShardCatalog catalog;
    private TableResidency residency;

    @BeforeEach
    void load() {
        catalog = ShardCatalogs.serving(PackedModel.pack(directory, "clicks", 1), "1");
        residency = new TableResidency(catalog, this::count, Schedulers.fromExecutor(tasks::add), nanos::get);
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    private Residency count(List<AddressRange> ranges) {
        counts.add(ranges);
        return new Residency(counts.size(), 0);
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private long latest() {
        return residency.latest().residentBytes();
    }

    @Test
    void countsElsewhereAndNotMoreOftenThanEveryTenSeconds() {
        assertThat(latest()).isZero();
        assertThat(latest()).isZero();
        assertThat(counts).isEmpty();

        runTasks();
        assertThat(latest()).isOne();

        nanos.addAndGet(TableResidency.LIFETIME.minus(Duration.ofNanos(1)).toNanos());
        assertThat(latest()).isOne();
        runTasks();
        assertThat(counts).hasSize(1);

        nanos.incrementAndGet();
        assertThat(latest()).isOne();
        runTasks();
        assertThat(latest()).isEqualTo(2);
    }

    @Test
    void countsTheTablesOfAllVersions() {
        residency.refresh();
        catalog.apply(1, List.of());
        residency.refresh();

        assertThat(counts.getFirst()).hasSize(2);
        assertThat(counts.getLast()).isEmpty();
    }

    @Test
    void isToldBesideModeAndReason() {
        residency.refresh();
        Info.Builder builder = new Info.Builder();

        new MemoryInfo(catalog, residency).contribute(builder);

        assertThat(builder.build().get("memory", MemoryInfo.Memory.class)).satisfies(memory -> {
            assertThat(memory.residentBytes()).isOne();
            assertThat(memory.versions()).containsOnlyKeys("clicks@1");
            assertThat(memory.versions().values()).allSatisfy(rows -> {
                assertThat(rows.mode()).isEqualTo("mapped");
                assertThat(rows.bytes()).isPositive();
                assertThat(rows.reason()).isEqualTo("forced");
            });
        });
    }
}
