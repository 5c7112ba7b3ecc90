package dev.outrank.bundle.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.SampleBundle;
import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.memory.MemoryMode;
import dev.outrank.bundle.memory.MemorySettings;
import dev.outrank.bundle.order.RowOrder;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.row.RowCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class PackedOrderTests {

    private static final long[] HOT = {7, 2, 8, 1};

    @TempDir
    Path directory;

    private Bundle bundle(TableSpec table, long... hotIds) {
        TableSpec other = SampleBundle.table("plain", 5, 2);
        return SampleBundle.write(directory.resolve("bundle"), List.of(table, other), Map.of(table.name(), hotIds));
    }

    /** Packs the ordered table in two parts, and the other one whole beside the first. */
    private Path pack(Bundle bundle, long cut, Map<String, ElementType> dtypes) {
        TableSpec table = bundle.manifest().tables().getFirst();
        ShardSpec hot = new ShardSpec(0, 2, List.of(new Placement(table.name(), 0, cut), new Placement("plain", 0, 5)));
        ShardSpec cold = new ShardSpec(1, 1, List.of(new Placement(table.name(), cut, table.rows())));
        ShardingPlan plan = new ShardingPlan(1, "sample", bundle.fingerprint(), "by hand", dtypes, List.of(hot, cold));
        AtomicLong bytes = new AtomicLong();
        Path packed = directory.resolve("packed");

        ShardPacker.pack(bundle, plan, packed, bytes::addAndGet);

        assertThat(bytes.get())
                .isEqualTo(ShardPacker.packedBytes(bundle.manifest(), plan))
                .isEqualTo(sizes(packed));
        return packed;
    }

    private static long sizes(Path packed) {
        try (Stream<Path> files = Files.walk(packed)) {
            return files.filter(file -> file.toString().matches(".*\\.(rows|order)"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertHoldsInOrder(MappedTable mapped, TableSpec table, RowOrder order, float tolerance) {
        PackedTable spec = mapped.spec();
        RowCodec codec = RowCodec.of(spec.dtype(), spec.dim());
        float[] row = new float[spec.dim()];
        for (long local = 0; local < spec.rows(); local++) {
            codec.decodeInto(mapped.rows(), local * spec.rowStride(), row);
            long id = order.id(spec.firstRow() + local);
            for (int column = 0; column < row.length; column++) {
                assertThat(row[column]).isCloseTo(SampleBundle.element(table, id, column), within(tolerance));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void packsRowsWhereTheOrderSaysInEveryType(ElementType dtype) {
        TableSpec table = SampleBundle.table("a", 10, 3);
        Path packed = pack(bundle(table, HOT), HOT.length, Map.of("a", dtype));

        for (MemoryMode mode : List.of(MemoryMode.MAPPED, MemoryMode.COPIED)) {
            try (PackedShard hot = PackedShard.open(packed.resolve("shard-0"), MemorySettings.of(mode));
                    PackedShard cold = PackedShard.open(packed.resolve("shard-1"), MemorySettings.of(mode))) {
                hot.verifyChecksums();
                cold.verifyChecksums();
                for (MappedTable mapped : List.of(hot.table(0), cold.table(0))) {
                    RowOrder order = Objects.requireNonNull(mapped.order());
                    assertThat(order.hotIds()).containsExactly(HOT);
                    // float16 and the bias of int4 step by 4 up to 8192, by 8 from there.
                    assertHoldsInOrder(mapped, table, order, dtype == ElementType.FLOAT32 ? 0 : 8);
                }
                assertThat(hot.table(1).order()).isNull();
                assertThat(hot.header().tables().get(1).order()).isNull();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 5", "4, 3", "8, 9", "13, 2"})
    void packsEveryWidthWithAndWithoutPadding(int dim, long cut) {
        TableSpec table = SampleBundle.table("a", 10, dim);
        Path packed = pack(bundle(table, 9, 0, 1, 2, 6), cut, Map.of());

        for (int shard = 0; shard < 2; shard++) {
            try (PackedShard opened = PackedShard.open(packed.resolve("shard-" + shard))) {
                MappedTable mapped = opened.table(0);
                assertHoldsInOrder(mapped, table, Objects.requireNonNull(mapped.order()), 0);
            }
        }
    }

    @Test
    void packsTablesOfSeveralParts() {
        // 16 bytes a row: 1.2 million rows are 18 MiB, more than one part of 16 MiB; 70,000 ids are more than one part
        // of the list.
        TableSpec table = SampleBundle.table("a", 1_200_000, 4);
        long[] hotIds = LongStream.range(0, 70_000).map(i -> 1_199_999 - 3 * i).toArray();
        Path packed = pack(bundle(table, hotIds), 70_000, Map.of());

        for (int shard = 0; shard < 2; shard++) {
            try (PackedShard opened = PackedShard.open(packed.resolve("shard-" + shard))) {
                opened.verifyChecksums();
                MappedTable mapped = opened.table(0);
                RowOrder order = Objects.requireNonNull(mapped.order());
                assertThat(order.hotIds()).containsExactly(hotIds);
                float[] row = new float[4];
                for (long local = 0; local < mapped.spec().rows(); local += 997) {
                    RowCodec.of(ElementType.FLOAT32, 4).decodeInto(mapped.rows(), local * 16, row);
                    long id = order.id(mapped.spec().firstRow() + local);
                    assertThat(row[0]).isEqualTo(SampleBundle.element(table, id, 0));
                }
            }
        }
    }

    @Test
    void writesTheFileThatIsDocumented() throws IOException {
        Bundle bundle = bundle(SampleBundle.table("a", 10, 3), HOT);
        Path shard = pack(bundle, 4, Map.of()).resolve("shard-1");

        byte[] content = Files.readAllBytes(shard.resolve("table-0.order"));
        ByteBuffer file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(file.remaining()).isEqualTo(64 + 4 * 8);
        assertThat(new String(content, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("ORLKORDR");
        assertThat(file.getInt(8)).isEqualTo(1);
        assertThat(file.getInt(12)).isEqualTo(64);
        assertThat(file.getLong(16)).isEqualTo(10);
        assertThat(file.getLong(24)).isEqualTo(4);
        ShardHeader header = PackedShard.readHeader(shard);
        assertThat(file.getLong(32)).isEqualTo(header.fingerprint());
        assertThat(file.getInt(40)).isEqualTo(crc32c(file, 64, 96));
        assertThat(file.getInt(44)).isEqualTo(crc32c(file, 0, 44));
        assertThat(LongStream.range(0, 4).map(i -> file.getLong((int) (64 + 8 * i))))
                .containsExactly(7L, 2L, 8L, 1L);
        assertThat(header.tables().getFirst().order())
                .isEqualTo(new PackedOrder("table-0.order", 4, 96, file.getInt(40)));
        assertThat(header.tables().getFirst().allBytes())
                .isEqualTo(header.tables().getFirst().bytes() + 96);
    }

    private static int crc32c(ByteBuffer file, int begin, int end) {
        CRC32C crc = new CRC32C();
        crc.update(file.duplicate().position(begin).limit(end));
        return (int) crc.getValue();
    }

    private Path packedShard() {
        return pack(bundle(SampleBundle.table("a", 10, 3), HOT), 4, Map.of()).resolve("shard-0");
    }

    private static void edit(Path file, UnaryOperator<byte[]> change) {
        try {
            Files.write(file, change.apply(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertRefused(Path shard, String message) {
        for (MemoryMode mode : List.of(MemoryMode.MAPPED, MemoryMode.COPIED)) {
            assertThatExceptionOfType(BundleException.class)
                    .isThrownBy(() -> PackedShard.open(shard, MemorySettings.of(mode)))
                    .withMessageStartingWith(shard.resolve("table-0.order") + ": ")
                    .withMessageContaining(message)
                    .withMessageContaining("(expected: ");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0  | false | magic: 09524c4b4f524452
            8  | false | format version: 9 (expected: 1
            12 | true  | offset of the ids: 9 (expected: 64
            16 | true  | tableRows: 9 (expected: 10
            24 | true  | hotRows: 9 (expected: 4
            32 | true  | fingerprint:
            40 | true  | crc32c:
            20 | false | CRC32C of the first 44 bytes:
            44 | false | CRC32C of the first 44 bytes:
            48 | false | offset 48: 9 (expected: 0, reserved)
            63 | false | offset 63: 9 (expected: 0, reserved)
            64 | false | CRC32C of the ids:
            95 | false | CRC32C of the ids:
            """)
    void refusesDamageAndOrdersOfOtherShards(int offset, boolean sealed, String message) {
        Path shard = packedShard();
        edit(shard.resolve("table-0.order"), content -> {
            content[offset] = 9;
            if (sealed) {
                ByteBuffer.wrap(content)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(44, crc32c(ByteBuffer.wrap(content), 0, 44));
            }
            return content;
        });

        assertRefused(shard, message);
    }

    @Test
    void refusesAFileOfAnotherSizeOrNone() throws IOException {
        Path shard = packedShard();
        Path file = shard.resolve("table-0.order");
        edit(file, content -> Arrays.copyOf(content, content.length - 8));
        assertRefused(shard, "88 bytes, truncated (expected: 96 bytes as shard.header says)");
        edit(file, content -> Arrays.copyOf(content, content.length + 16));
        assertRefused(shard, "104 bytes, with trailing bytes");
        Files.delete(file);
        assertRefused(shard, "missing (expected: a file)");
    }

    @Test
    void refusesTheOrderOfAnotherShardOfTheSamePlan() throws IOException {
        Path shard = packedShard();
        Files.copy(
                shard.resolveSibling("shard-1").resolve("table-0.order"),
                shard.resolve("table-0.order"),
                StandardCopyOption.REPLACE_EXISTING);

        assertRefused(shard, "fingerprint: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "hotRows": 4             | "hotRows": 5          | order.bytes: 96 (expected: 104 for 5 ids)
            "hotRows": 4             | "hotRows": 0          | order.hotRows: 0 (expected: 1 to 268435456)
            "hotRows": 4,            |                       | tables[0].order.hotRows: missing
            "file": "table-0.order"  | "file": "../x.order"  | order.file: '../x.order' (expected: a name that ends in '.order'
            "file": "table-0.order"  | "file": "table-0.rows" | order.file: 'table-0.rows' (expected: a name that ends in '.order'
            "file": "table-1.rows"   | "file": "table-1.rows", "order": null, "x": 1 | tables[1].x: unknown property
            """)
    void refusesAHeaderWhoseOrderDoesNotFit(String from, String to, String message) {
        Path shard = packedShard();
        Path header = shard.resolve("shard.header");
        edit(header, content -> PackedShardTests.editedHeader(content, from, to == null ? "" : to));

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> PackedShard.open(shard))
                .withMessageStartingWith(header.toString())
                .withMessageContaining(message);
    }

    @Test
    void refusesToPackAListThatIsNoOrder() {
        Bundle bundle = bundle(SampleBundle.table("a", 10, 3), 1, 10);

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> pack(bundle, 4, Map.of()))
                .withMessageEndingWith("orders.safetensors: tensor 'a'[1]: 10 (expected: 0 to 9)");
        assertThat(directory.resolve("packed")).doesNotExist();
    }
}
