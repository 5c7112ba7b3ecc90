package dev.outrank.bundle.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.SampleBundle;
import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.internal.Sha256;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.row.RowCodec;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ShardPackerTests {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT.withOrder(ByteOrder.LITTLE_ENDIAN);

    @TempDir
    Path directory;

    private Bundle bundle(TableSpec... tables) {
        return SampleBundle.write(directory.resolve("bundle"), List.of(tables));
    }

    private static ShardingPlan plan(Bundle bundle, List<List<Placement>> shards) {
        List<ShardSpec> specs = shards.stream()
                .map(placements -> new ShardSpec(shards.indexOf(placements), 1, placements))
                .toList();
        return new ShardingPlan(1, "sample", bundle.fingerprint(), "by hand", specs);
    }

    private static void assertHolds(MappedTable mapped, TableSpec table) {
        PackedTable spec = mapped.spec();
        MemorySegment rows = mapped.rows();
        assertThat(rows.byteSize()).isEqualTo((spec.rows() + 1) * spec.rowStride());
        assertThat(rows.isReadOnly()).isTrue();
        assertThat(rows.address() % 4096).isZero();
        for (long row = spec.firstRow(); row < spec.endRow(); row++) {
            long begin = (row - spec.firstRow()) * spec.rowStride();
            for (int column = 0; column < spec.dim(); column++) {
                assertThat(rows.get(FLOAT, begin + column * 4L)).isEqualTo(SampleBundle.element(table, row, column));
            }
        }
        assertThat(mapped.defaultRow()).isEqualTo(spec.rows());
    }

    @Test
    void packsWhatIsLeftToRankingAsOneShardMore() {
        TableSpec onShard = SampleBundle.table("a", 9, 2);
        TableSpec local = SampleBundle.table("b", 5, 3);
        Bundle bundle = bundle(onShard, local);
        ShardingPlan plan =
                plan(bundle, List.of(List.of(new Placement("a", 0, 9)))).withLocal(List.of(new Placement("b", 0, 5)));
        Path out = directory.resolve("packed");
        AtomicLong bytes = new AtomicLong();

        ShardPacker.pack(bundle, plan, out, bytes::addAndGet);

        assertThat(bytes).hasValue(ShardPacker.packedBytes(bundle.manifest(), plan));
        try (PackedShard ranking = PackedShard.open(out.resolve("shard-1"))) {
            assertThat(ranking.header().fingerprint()).isEqualTo(ShardFingerprint.of(plan, 1));
            assertThat(ranking.header().shardCount()).isEqualTo(2);
            assertHolds(ranking.table(0), local);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 4",
        "1, 13, 64",
        "7, 1, 4",
        "9, 2, 8",
        "5, 3, 16",
        "3, 4, 16",
        "11, 7, 32",
        "2, 13, 64",
        "4, 64, 256"
    })
    void packsAndMapsWhatTheBundleHolds(long rows, int dim, long stride) {
        TableSpec table = SampleBundle.table("a", rows, dim);
        Bundle bundle = bundle(table);
        ShardingPlan plan = plan(bundle, List.of(List.of(new Placement("a", 0, rows))));
        Path out = directory.resolve("packed");
        AtomicLong bytes = new AtomicLong();

        ShardPacker.pack(bundle, plan, out, bytes::addAndGet);

        assertThat(bytes.get()).isEqualTo(ShardPacker.packedBytes(bundle.manifest(), plan));
        assertThat(PlanFormat.read(out.resolve("plan.json"))).isEqualTo(plan);
        try (PackedShard shard = PackedShard.open(out.resolve("shard-0"))) {
            shard.verifyChecksums();
            assertThat(shard.tableCount()).isEqualTo(1);
            assertThat(shard.mappedBytes()).isEqualTo((rows + 1) * stride);
            assertThat(shard.table(0).spec().rowStride()).isEqualTo(stride);
            assertHolds(shard.table(0), table);
            MemorySegment defaultRow = shard.table(0).rows().asSlice(rows * stride);
            assertThat(defaultRow.mismatch(MemorySegment.ofArray(new byte[(int) stride])))
                    .isEqualTo(-1);
        }
    }

    @Test
    void splitsTablesByRowsAndKeepsTheOrderOfPlacements() {
        TableSpec a = SampleBundle.table("a", 10, 3);
        TableSpec bb = SampleBundle.table("bb", 4, 8);
        Bundle bundle = bundle(a, bb);
        ShardingPlan plan = plan(
                bundle,
                List.of(
                        List.of(new Placement("bb", 0, 4), new Placement("a", 6, 10)),
                        List.of(),
                        List.of(new Placement("a", 0, 6))));
        Path out = directory.resolve("packed");

        ShardPacker.pack(bundle, plan, out, bytes -> {});

        try (PackedShard first = PackedShard.open(out.resolve("shard-0"));
                PackedShard none = PackedShard.open(out.resolve("shard-1"));
                PackedShard last = PackedShard.open(out.resolve("shard-2"))) {
            assertHolds(first.table(0), bb);
            assertHolds(first.table(1), a);
            assertHolds(last.table(0), a);
            assertThat(none.tableCount()).isZero();
            none.verifyChecksums();
            ShardHeader header = first.header();
            assertThat(header.model()).isEqualTo("sample");
            assertThat(header.bundleFingerprint()).isEqualTo(bundle.fingerprint());
            assertThat(header.shard()).isZero();
            assertThat(header.shardCount()).isEqualTo(3);
            assertThat(header.fingerprint()).isEqualTo(ShardFingerprint.of(plan, 0));
            assertThat(header.tables().get(1).tableRows()).isEqualTo(10);
            assertThat(PackedShard.readHeader(out.resolve("shard-0"))).isEqualTo(header);
        }
    }

    @Test
    void keepsEveryByteOfShardsWithoutOrders() throws IOException {
        Bundle bundle = bundle(SampleBundle.table("a", 10, 3), SampleBundle.table("bb", 4, 8));
        ShardSpec shard = new ShardSpec(0, 1, List.of(new Placement("bb", 0, 4), new Placement("a", 6, 10)));
        ShardSpec rest = new ShardSpec(1, 1, List.of(new Placement("a", 0, 6)));
        Map<String, ElementType> dtypes = Map.of("bb", ElementType.INT8);
        ShardingPlan plan =
                new ShardingPlan(1, "sample", bundle.fingerprint(), "by hand", dtypes, List.of(shard, rest));

        ShardPacker.pack(bundle, plan, directory.resolve("packed"), bytes -> {});

        Path packed = directory.resolve("packed/shard-0");
        assertThat(List.of("shard.header", "table-0.rows", "table-1.rows"))
                .extracting(file -> sha256(packed.resolve(file)))
                .containsExactly(
                        "619f222a810dc98cd93fd19ff4a0e267ac620683456cdd6671ceb7cabe8b06bb",
                        "11a66090ad8648e0003f59876eb08b306586f1310ae750b66dcbbfd6c754653d",
                        "89124cab986c0953a1a9d61eb7d2d1adb064065b78515598510531dea41ff1f5");
        try (Stream<Path> files = Files.list(packed)) {
            assertThat(files).hasSize(3);
        }
    }

    private static String sha256(Path file) {
        return Sha256.ofFile(file, bytes -> {});
    }

    @Test
    void packsTablesOfSeveralParts() {
        // 16 bytes a row: 1.2 million rows are 18 MiB, more than one part of 16 MiB.
        TableSpec padded = SampleBundle.table("padded", 1_200_000, 3);
        Bundle bundle = bundle(padded);
        ShardingPlan plan = plan(bundle, List.of(List.of(new Placement("padded", 0, 1_200_000))));

        ShardPacker.pack(bundle, plan, directory.resolve("packed"), bytes -> {});

        try (PackedShard shard = PackedShard.open(directory.resolve("packed/shard-0"))) {
            shard.verifyChecksums();
            MemorySegment rows = shard.table(0).rows();
            assertThat(rows.get(FLOAT, 1_199_999L * 16 + 8)).isEqualTo(SampleBundle.element(padded, 1_199_999, 2));
            CRC32C whole = new CRC32C();
            whole.update(rows.asByteBuffer());
            assertThat(shard.table(0).spec().crc32c()).isEqualTo((int) whole.getValue());
        }
    }

    @Test
    void writesTheDefaultRowOfTheManifest() {
        TableSpec plain = SampleBundle.table("a", 3, 3);
        TableSpec table = new TableSpec("a", 3, 3, plain.dtype(), plain.file(), plain.tensor(), List.of(0.5f, -1f, 2f));
        Bundle bundle = bundle(table);

        ShardPacker.pack(
                bundle,
                plan(bundle, List.of(List.of(new Placement("a", 0, 3)))),
                directory.resolve("packed"),
                bytes -> {});

        try (PackedShard shard = PackedShard.open(directory.resolve("packed/shard-0"))) {
            MappedTable mapped = shard.table(0);
            MemorySegment row =
                    mapped.rows().asSlice(mapped.defaultRow() * mapped.spec().rowStride(), 12);
            assertThat(row.toArray(FLOAT)).containsExactly(0.5f, -1f, 2f);
        }
    }

    @ParameterizedTest
    @EnumSource
    void packsRowsAndDefaultRowInTheTypeThatThePlanChooses(ElementType dtype) {
        TableSpec plain = SampleBundle.table("a", 9, 3);
        TableSpec table = new TableSpec("a", 9, 3, plain.dtype(), plain.file(), plain.tensor(), List.of(0f, 15f, 7f));
        TableSpec other = SampleBundle.table("bb", 2, 5);
        Bundle bundle = bundle(table, other);
        ShardingPlan plan = plan(
                bundle,
                List.of(
                        List.of(new Placement("a", 2, 9), new Placement("bb", 0, 2)),
                        List.of(new Placement("a", 0, 2))));
        ShardingPlan chosen =
                new ShardingPlan(1, "sample", bundle.fingerprint(), "by hand", Map.of("a", dtype), plan.shards());
        AtomicLong bytes = new AtomicLong();

        ShardPacker.pack(bundle, chosen, directory.resolve("packed"), bytes::addAndGet);

        assertThat(bytes.get()).isEqualTo(ShardPacker.packedBytes(bundle.manifest(), chosen));
        try (PackedShard shard = PackedShard.open(directory.resolve("packed/shard-0"))) {
            shard.verifyChecksums();
            MappedTable mapped = shard.table(0);
            assertThat(mapped.spec().dtype()).isEqualTo(dtype);
            assertThat(mapped.spec().rowStride()).isEqualTo(RowLayout.rowBytes(dtype, 3));
            RowCodec codec = RowCodec.of(dtype, 3);
            float[] row = new float[3];
            for (long local = 0; local < 7; local++) {
                codec.decodeInto(mapped.rows(), local * mapped.spec().rowStride(), row);
                float first = SampleBundle.element(table, local + 2, 0);
                // float16 steps by 4 up to 8192, and so does the bias of int4.
                assertThat(row).containsExactly(new float[] {first, first + 1, first + 2}, within(4f));
            }
            codec.decodeInto(mapped.rows(), mapped.defaultRow() * mapped.spec().rowStride(), row);
            assertThat(row).containsExactly(new float[] {0, 15, 7}, within(1e-5f));
            assertHolds(shard.table(1), other);
        }
    }

    @ParameterizedTest
    @EnumSource
    void decodesTheDefaultRowToExactlyZerosWhenTheManifestGivesNone(ElementType dtype) {
        Bundle bundle = bundle(SampleBundle.table("a", 2, 7));
        ShardSpec shard = new ShardSpec(0, 1, List.of(new Placement("a", 0, 2)));
        ShardingPlan plan =
                new ShardingPlan(1, "sample", bundle.fingerprint(), "by hand", Map.of("a", dtype), List.of(shard));

        ShardPacker.pack(bundle, plan, directory.resolve("packed"), bytes -> {});

        try (PackedShard packed = PackedShard.open(directory.resolve("packed/shard-0"))) {
            MappedTable mapped = packed.table(0);
            float[] row = new float[7];
            RowCodec.of(dtype, 7)
                    .decodeInto(
                            mapped.rows(), mapped.defaultRow() * mapped.spec().rowStride(), row);
            assertThat(row).containsExactly(new float[7]);
        }
    }

    @Test
    void namesTheRowThatCannotBePackedAndLeavesNothingBehind() {
        TableSpec table = SampleBundle.table("a", 100, 2);
        Bundle bundle = bundle(table);
        ShardSpec shard = new ShardSpec(0, 1, List.of(new Placement("a", 0, 100)));
        ShardingPlan plan = new ShardingPlan(
                1, "sample", bundle.fingerprint(), "by hand", Map.of("a", ElementType.INT4), List.of(shard));

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> ShardPacker.pack(bundle, plan, directory.resolve("packed"), bytes -> {}))
                .withMessageStartingWith("table 'a', row 66, column 1: 66001.06 in a row from 66000.06 to 66001.06")
                .withMessageContaining("(expected: ");
        assertThat(directory.resolve("packed")).doesNotExist();
    }

    @Test
    void fingerprintsTellChosenTypesApart() {
        List<ShardSpec> shards = List.of(new ShardSpec(0, 1, List.of(new Placement("a", 0, 3))));
        ShardingPlan plain = new ShardingPlan(1, "m", "f", "s", shards);
        ShardingPlan int8 = new ShardingPlan(1, "m", "f", "s", Map.of("a", ElementType.INT8), shards);
        ShardingPlan elsewhere = new ShardingPlan(1, "m", "f", "s", Map.of("b", ElementType.INT8), shards);

        assertThat(ShardFingerprint.of(int8, 0))
                .isNotEqualTo(ShardFingerprint.of(plain, 0))
                .isEqualTo(ByteBuffer.wrap(Sha256.ofText("outrank-shard 1\nf\nm 0 1\na 0 3 int8\n"))
                        .getLong());
        assertThat(ShardFingerprint.of(elsewhere, 0)).isEqualTo(ShardFingerprint.of(plain, 0));
    }

    @Test
    void refusesThePlanOfAnotherBundle() {
        Bundle bundle = bundle(SampleBundle.table("a", 3, 3));
        ShardingPlan plan = new ShardingPlan(
                1, "sample", "f00d", "by hand", List.of(new ShardSpec(0, 1, List.of(new Placement("a", 0, 3)))));

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> ShardPacker.pack(bundle, plan, directory.resolve("packed"), bytes -> {}))
                .withMessageContaining("plan.bundleFingerprint: f00d (expected: " + bundle.fingerprint());
        assertThat(directory.resolve("packed")).doesNotExist();
    }

    @Test
    void refusesAPlanThatDoesNotCover() {
        Bundle bundle = bundle(SampleBundle.table("a", 3, 3));

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> ShardPacker.pack(
                        bundle,
                        plan(bundle, List.of(List.of(new Placement("a", 0, 2)))),
                        directory.resolve("packed"),
                        bytes -> {}))
                .withMessageContaining("rows [2, 3) of table 'a' are on no shard");
    }

    @Test
    void leavesATargetAloneThatIsNotEmpty() throws IOException {
        Bundle bundle = bundle(SampleBundle.table("a", 3, 3));
        Path out = Files.createDirectory(directory.resolve("packed"));
        Files.writeString(out.resolve("mine"), "keep");

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> ShardPacker.pack(
                        bundle, plan(bundle, List.of(List.of(new Placement("a", 0, 3)))), out, bytes -> {}))
                .withMessageContaining(out + ": a directory that is not empty (expected: a new or empty directory");
        assertThat(out.resolve("mine")).hasContent("keep");
    }

    @Test
    void leavesNothingBehindWhenItFails() throws IOException {
        Bundle bundle = bundle(SampleBundle.table("a", 3, 3));
        Path out = directory.resolve("packed");
        ShardingPlan plan = plan(bundle, Collections.singletonList(List.of(new Placement("a", 0, 3))));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> ShardPacker.pack(bundle, plan, out, bytes -> {
                    throw new IllegalStateException("the bar broke");
                }))
                .withMessage("the bar broke");
        try (var left = Files.list(directory)) {
            assertThat(left).containsExactly(directory.resolve("bundle"));
        }
    }

    @Test
    void fingerprintsTellContentsApartAndIgnoreReplicas() {
        ShardSpec shard = new ShardSpec(0, 1, List.of(new Placement("a", 0, 3)));
        ShardSpec replicated = new ShardSpec(0, 5, shard.placements());
        ShardSpec other = new ShardSpec(0, 1, List.of(new Placement("a", 0, 4)));

        long fingerprint = ShardFingerprint.of(new ShardingPlan(1, "m", "f", "s", List.of(shard)), 0);

        assertThat(ShardFingerprint.of(new ShardingPlan(1, "m", "f", "t", List.of(replicated)), 0))
                .isEqualTo(fingerprint);
        assertThat(ShardFingerprint.of(new ShardingPlan(1, "m", "f", "s", List.of(other)), 0))
                .isNotEqualTo(fingerprint);
        assertThat(ShardFingerprint.of(new ShardingPlan(1, "m", "g", "s", List.of(shard)), 0))
                .isNotEqualTo(fingerprint);
    }
}
