package dev.outrank.bundle.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.SampleBundle;
import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.failure.FailureCategory;
import dev.outrank.bundle.internal.LinuxMemory;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.memory.AddressRange;
import dev.outrank.bundle.memory.HugePages;
import dev.outrank.bundle.memory.MemoryMode;
import dev.outrank.bundle.memory.MemorySettings;
import dev.outrank.bundle.memory.ReadAdvice;
import dev.outrank.bundle.memory.Residency;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ShardMemoryTests {

    private static final MemorySettings COPIED = MemorySettings.of(MemoryMode.COPIED);
    private static final MemorySettings MAPPED = MemorySettings.of(MemoryMode.MAPPED);

    @TempDir
    Path directory;

    /** Packs tables of these many rows of 64 bytes into one shard. */
    private Path pack(long... rows) {
        List<TableSpec> tables = IntStream.range(0, rows.length)
                .mapToObj(i -> SampleBundle.table("t" + i, rows[i], 13))
                .toList();
        Bundle bundle = SampleBundle.write(directory.resolve("bundle"), tables);
        List<Placement> placements = tables.stream()
                .map(table -> new Placement(table.name(), 0, table.rows()))
                .toList();
        ShardingPlan plan = new ShardingPlan(
                1, "sample", bundle.fingerprint(), "by hand", List.of(new ShardSpec(0, 1, placements)));
        ShardPacker.pack(bundle, plan, directory.resolve("packed"), bytes -> {});
        return directory.resolve("packed/shard-0");
    }

    @ParameterizedTest
    @CsvSource({
        "COPIED, RANDOM, false",
        "COPIED, WILL_NEED, true",
        "AUTO, RANDOM, false",
        "MAPPED, RANDOM, true",
        "MAPPED, NORMAL, false",
        "MAPPED, WILL_NEED, false"
    })
    void holdsTheSameRowsInEveryMode(MemoryMode mode, ReadAdvice advice, boolean preTouch) {
        Path packed = pack(1, 100, 70_000);

        try (PackedShard plain = PackedShard.open(packed);
                PackedShard shard = PackedShard.open(packed, new MemorySettings(mode, advice, preTouch, false))) {
            shard.verifyChecksums();
            assertThat(shard.rowsBytes()).isEqualTo(plain.rowsBytes());
            assertThat(shard.mappedBytes() + shard.copiedBytes()).isEqualTo(shard.rowsBytes());
            for (int i = 0; i < 3; i++) {
                MappedTable table = shard.table(i);
                assertThat(table.copied()).isEqualTo(shard.memory().copied());
                assertThat(table.rows().isReadOnly()).isTrue();
                assertThat(table.rows().address() % 4096).isZero();
                assertThat(table.rows().mismatch(plain.table(i).rows())).isEqualTo(-1);
            }
        }
    }

    @Test
    void tellsModeAndReason() {
        Path packed = pack(5);

        try (PackedShard plain = PackedShard.open(packed);
                PackedShard mapped = PackedShard.open(packed, MAPPED);
                PackedShard copied = PackedShard.open(packed, COPIED)) {
            assertThat(plain.memory()).isEqualTo(new ShardMemory(false, false, "forced"));
            assertThat(mapped.memory()).isEqualTo(plain.memory());
            assertThat(mapped.mappedBytes()).isEqualTo(6 * 64);
            assertThat(mapped.copiedBytes()).isZero();
            assertThat(copied.memory().mode()).isEqualTo("copied");
            assertThat(copied.memory().reason()).startsWith("forced; huge pages: ");
            assertThat(copied.copiedBytes()).isEqualTo(6 * 64);
            assertThat(copied.mappedBytes()).isZero();
        }
    }

    @Test
    void packsSmallTablesIntoOneRegionOfHugePages() {
        long[] rows = new long[64];
        java.util.Arrays.fill(rows, 11_000);
        Path packed = pack(rows);

        try (PackedShard shard = PackedShard.open(packed, COPIED)) {
            long begin = shard.table(0).rows().address();
            long end = shard.table(63).rows().address() + shard.table(63).rows().byteSize();
            assertThat(end - begin).isLessThan(shard.rowsBytes() + 64 * 4096);
            if (LinuxMemory.find().isPresent()) {
                assertThat(begin % (2 << 20)).isZero();
            }
            assumeThat(HugePages.ofThisMachine().forCopies()).isTrue();
            Residency residency = Residency.of(shard.addresses());
            // The kernel may be out of huge pages; where it gave any, they count.
            assertThat(residency.residentBytes()).isGreaterThanOrEqualTo(shard.rowsBytes() * 9 / 10);
            assertThat(residency.hugePageBytes()).isLessThanOrEqualTo(residency.residentBytes());
        }
    }

    @Test
    void countsWhatIsResident() {
        assumeThat(LinuxMemory.find()).isPresent();
        Path packed = pack(70_000);

        try (PackedShard shard =
                PackedShard.open(packed, new MemorySettings(MemoryMode.MAPPED, ReadAdvice.RANDOM, true, false))) {
            assertThat(Residency.of(shard.addresses()).residentBytes()).isGreaterThanOrEqualTo(shard.rowsBytes());
        }
    }

    @Test
    void outlivesItsFilesWhenCopied() throws IOException {
        Path packed = pack(1000);

        try (PackedShard shard = PackedShard.open(packed, COPIED)) {
            truncate(packed.resolve("table-0.rows"), 4096);
            Files.delete(packed.resolve("table-0.rows"));

            shard.verifyChecksums();
            assertThat(shard.table(0).rows().byteSize()).isEqualTo(1001 * 64);
        }
    }

    @Test
    void failsWithOneExceptionAfterCloseWhenCopied() {
        Path packed = pack(1000, 5);
        PackedShard shard = PackedShard.open(packed, COPIED);
        MappedTable table = shard.table(1);
        MemorySegment rows = table.rows();
        List<AddressRange> addresses = shard.addresses();
        shard.close();

        assertThatExceptionOfType(ClosedTableException.class)
                .isThrownBy(table::rows)
                .withMessage(packed.resolve("table-1.rows") + ": table 't1' is closed (expected: no use after close)");
        assertThatExceptionOfType(ClosedTableException.class).isThrownBy(shard::verifyChecksums);
        assertThatIllegalStateException().isThrownBy(() -> rows.get(ValueLayout.JAVA_BYTE, 0));
        assertThat(table.copied()).isTrue();
        assertThat(shard.addresses()).isEmpty();
        assertThat(addresses).hasSize(2);
        assertThatCode(shard::close).doesNotThrowAnyException();
    }

    @Test
    void givesTheMemoryBack() {
        assumeThat(LinuxMemory.find()).isPresent();
        PackedShard shard = PackedShard.open(pack(70_000), COPIED);
        List<AddressRange> addresses = shard.addresses();
        assertThat(Residency.of(addresses).residentBytes()).isPositive();

        shard.close();

        // Another thread may have been given the same addresses since, but not all of them.
        assertThat(Residency.of(addresses).residentBytes()).isLessThan(70_000 * 64);
    }

    @Test
    void closesOneCopiedTableAlone() {
        try (PackedShard shard = PackedShard.open(pack(10, 20), COPIED)) {
            shard.table(0).close();

            assertThatExceptionOfType(ClosedTableException.class)
                    .isThrownBy(() -> shard.table(0).rows());
            assertThat(shard.table(1).rows().byteSize()).isEqualTo(21 * 64);
        }
    }

    @ParameterizedTest
    @EnumSource(value = MemoryMode.class)
    void findsDamagedRows(MemoryMode mode) throws IOException {
        Path packed = pack(300_000);
        Path rows = packed.resolve("table-0.rows");
        try (RandomAccessFile file = new RandomAccessFile(rows.toFile(), "rw")) {
            file.seek(17 << 20);
            int content = file.read();
            file.seek(17 << 20);
            file.write(content ^ 0x40);
        }

        try (PackedShard shard = PackedShard.open(packed, MemorySettings.of(mode))) {
            assertThatExceptionOfType(BundleException.class)
                    .isThrownBy(shard::verifyChecksums)
                    .withMessageStartingWith(rows + ": CRC32C of the rows of table 't0': ");
        }
    }

    @ParameterizedTest
    @EnumSource(value = MemoryMode.class)
    void refusesATruncatedFileInEveryMode(MemoryMode mode) throws IOException {
        Path packed = pack(1000);
        truncate(packed.resolve("table-0.rows"), 8192);

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> PackedShard.open(packed, MemorySettings.of(mode)))
                .withMessageContaining("table-0.rows: 8192 bytes, truncated");
    }

    @Test
    void tellsOfRowsThatAreLostWhenTheyAreVerified() throws IOException {
        Path packed = pack(1000);
        Path rows = packed.resolve("table-0.rows");

        try (PackedShard shard = PackedShard.open(packed, MAPPED)) {
            truncate(rows, 8192);

            assertThatExceptionOfType(RowsLostException.class)
                    .isThrownBy(shard::verifyChecksums)
                    .withMessageStartingWith(
                            rows + ": rows of table 't0' are lost: the file has 8192 bytes (expected: ")
                    .matches(lost -> lost.category() == FailureCategory.DEPENDENCY);
            assertThatExceptionOfType(RowsLostException.class)
                    .isThrownBy(() -> MappedRows.preTouch(shard.table(0), Long.MAX_VALUE));
        }
    }

    @Test
    void opensAShardWithoutTables() {
        Bundle bundle = SampleBundle.write(directory.resolve("bundle"), List.of(SampleBundle.table("a", 3, 3)));
        ShardingPlan plan = new ShardingPlan(
                1,
                "sample",
                bundle.fingerprint(),
                "by hand",
                List.of(new ShardSpec(0, 1, List.of(new Placement("a", 0, 3))), new ShardSpec(1, 1, List.of())));
        ShardPacker.pack(bundle, plan, directory.resolve("packed"), bytes -> {});

        for (MemoryMode mode : MemoryMode.values()) {
            try (PackedShard shard = PackedShard.open(directory.resolve("packed/shard-1"), MemorySettings.of(mode))) {
                shard.verifyChecksums();
                assertThat(shard.rowsBytes()).isZero();
                assertThat(shard.addresses()).isEmpty();
            }
        }
    }

    @Test
    void locksOrRefusesNamingTheLimit() {
        Path packed = pack(500);
        for (MemoryMode mode : MemoryMode.values()) {
            MemorySettings locked = new MemorySettings(mode, ReadAdvice.RANDOM, false, true);
            // 32 KiB are below every limit of today's systems.
            try (PackedShard shard = PackedShard.open(packed, locked)) {
                assertThat(shard.memory().locked()).isTrue();
            }
        }
        assertThat(MappedRows.refusal("a.rows", 99, 12, "65536"))
                .isEqualTo("a.rows: 99 bytes cannot be locked in memory: ENOMEM; RLIMIT_MEMLOCK is 65536 bytes for the"
                        + " whole process (expected: more; ulimit -l, docker --ulimit memlock=-1 or systemd's"
                        + " LimitMEMLOCK raise it, or let lock be 'false')");
    }

    private static void truncate(Path file, long bytes) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(bytes);
        }
    }
}
