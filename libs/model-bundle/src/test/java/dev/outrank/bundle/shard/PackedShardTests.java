package dev.outrank.bundle.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.SampleBundle;
import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.failure.FailureCategory;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PackedShardTests {

    @TempDir
    Path directory;

    private Path shard = Path.of("shard-0");
    private Path header = Path.of("shard.header");
    private Path rows = Path.of("table-1.rows");

    @BeforeEach
    void pack() {
        Bundle bundle = SampleBundle.write(
                directory.resolve("bundle"), List.of(SampleBundle.table("a", 10, 3), SampleBundle.table("b", 4, 8)));
        ShardSpec all = new ShardSpec(0, 1, List.of(new Placement("a", 0, 10), new Placement("b", 0, 4)));
        ShardPacker.pack(
                bundle,
                new ShardingPlan(1, "sample", bundle.fingerprint(), "by hand", List.of(all)),
                directory.resolve("packed"),
                bytes -> {});
        shard = directory.resolve("packed/shard-0");
        header = shard.resolve("shard.header");
        rows = shard.resolve("table-1.rows");
    }

    private void edit(Path file, UnaryOperator<byte[]> change) {
        try {
            Files.write(file, change.apply(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void put(Path file, int offset, int value) {
        edit(file, content -> {
            ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
            return content;
        });
    }

    /** Changes a field of the header page and makes the page's checksum right again. */
    private void putInPage(int offset, int value) {
        put(rows, offset, value);
        edit(rows, content -> {
            CRC32C crc = new CRC32C();
            crc.update(content, 0, 68);
            ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putInt(68, (int) crc.getValue());
            return content;
        });
    }

    private void editHeader(String from, String to) {
        edit(header, content -> editedHeader(content, from, to));
    }

    /** Changes the JSON of a header and makes its length and checksum right again. */
    static byte[] editedHeader(byte[] content, String from, String to) {
        String json = new String(content, 24, content.length - 24, StandardCharsets.UTF_8);
        assertThat(json).contains(from);
        byte[] body = json.replace(from, to).getBytes(StandardCharsets.UTF_8);
        CRC32C crc = new CRC32C();
        crc.update(body);
        return ByteBuffer.allocate(24 + body.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(content, 0, 12)
                .putInt(body.length)
                .putInt((int) crc.getValue())
                .putInt(0)
                .put(body)
                .array();
    }

    private void assertRefused(Path file, String message) {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> PackedShard.open(shard))
                .withMessageStartingWith(file.toString())
                .withMessageContaining(message)
                .withMessageContaining("(expected: ");
    }

    @Test
    void refusesTheHeaderWhenItIsDamaged() {
        edit(header, content -> Arrays.copyOf(content, 23));
        assertRefused(header, "23 bytes, truncated (expected: at least 24 bytes)");
    }

    @Test
    void refusesAHeaderOfAnotherKind() {
        put(header, 0, 0x04034B50);
        assertRefused(header, "magic: 504b030453485244 (expected: 'ORLKSHRD'");
    }

    @Test
    void refusesAHeaderOfAnotherVersion() {
        put(header, 8, 2);
        assertRefused(header, "format version: 2 (expected: 1; pack the model again");
    }

    @Test
    void refusesAHeaderWithTooManyOrTooFewBytes() {
        edit(header, content -> Arrays.copyOf(content, content.length - 1));
        assertRefused(header, "truncated (expected: ");
        edit(header, content -> Arrays.copyOf(content, content.length + 2));
        assertRefused(header, "with trailing bytes (expected: ");
    }

    @Test
    void refusesAHeaderWhoseChecksumDiffers() {
        edit(header, content -> {
            content[content.length - 3] ^= 1;
            return content;
        });
        assertRefused(header, "CRC32C of the body: ");
    }

    @Test
    void refusesAHeaderWithReservedBytes() {
        put(header, 20, 5);
        assertRefused(header, "offset 20: 5 (expected: 0, reserved)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "shard": 0          | "shard": 1               | shard: 1 of 1 (expected: 0 <= shard < shardCount)
            "shard": 0          | "shard": 0, "x": 0       | x: unknown property
            "table": "b"        | "table": "a"             | tables: 'a' occurs twice
            "table": "b",       |                          | tables[1].table: missing (expected: a string)
            "dim": 8            | "dim": 9                 | tables['b'].rowStride: 32 (expected: 48 for dim 9 of FLOAT32)
            "dim": 8            | "dim": 0                 | tables['b'].dim: 0 (expected: at least 1)
            "endRow": 4         | "endRow": 3              | tables['b'].bytes: 4256 (expected: 4224 for 3 rows
            "endRow": 4         | "endRow": 5              | rows [0, 5) of 4 (expected: 0 <= firstRow < endRow <= tableRows)
            "endRow": 4         | "endRow": 9e9            | tables[1].endRow: 9.0E9 (expected: a whole number of 64 bits)
            "file": "table-1.rows" | "file": "../x.rows"   | tables['b'].file: '../x.rows' (expected: a name that ends in '.rows'
            "file": "table-1.rows" | "file": "table-0.rows" | tables['b'].file: 'table-0.rows' occurs twice
            "dtype": "float32"  | "dtype": "int2"          | tables[0].dtype: "int2" (expected: one of [float32, float16, int8, int4])
            """)
    void refusesAHeaderThatDoesNotFitTogether(String from, String to, String message) {
        editHeader(from, to == null ? "" : to);

        assertRefused(header, message);
    }

    @Test
    void refusesRowsTimesStrideBeyond64Bits() {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> new PackedTable(
                        "t", ElementType.FLOAT32, 3, Long.MAX_VALUE, 0, Long.MAX_VALUE - 1, 16, "t.rows", 1, 0, null))
                .withMessageContaining("rows x 16 bytes overflows 64 bits");
    }

    @Test
    void refusesARowsFileOfAnotherSize() throws IOException {
        edit(rows, content -> Arrays.copyOf(content, content.length - 1));
        assertRefused(rows, "4255 bytes, truncated (expected: 4256 bytes as shard.header says)");
        edit(rows, content -> Arrays.copyOf(content, content.length + 2));
        assertRefused(rows, "4257 bytes, with trailing bytes");
        Files.delete(rows);
        assertRefused(rows, "missing (expected: a file)");
    }

    @Test
    void refusesARowsFileOfAnotherKindOrVersion() {
        put(rows, 8, 7);
        assertRefused(rows, "format version: 7 (expected: 1");
        put(rows, 0, 0);
        assertRefused(rows, "magic: 00000000524f5753 (expected: 'ORLKROWS'");
    }

    @ParameterizedTest
    @CsvSource({
        "12, dtype: 9 (expected: 1",
        "16, dim: 9 (expected: 8",
        "20, offset of the rows: 9 (expected: 4096",
        "24, rowStride: 9 (expected: 32",
        "32, tableRows: 9 (expected: 4",
        "40, firstRow: 9 (expected: 0",
        "48, endRow: 9 (expected: 4",
        "64, crc32c: 9 (expected: ",
        "72, offset 72: 9 (expected: 0",
        "4092, offset 4092: 9 (expected: 0"
    })
    void refusesARowsFileThatIsNotTheHeaders(int offset, String message) {
        putInPage(offset, 9);

        assertRefused(rows, message);
    }

    @Test
    void refusesTheRowsFileOfAnotherShard() {
        putInPage(56, 123);
        assertRefused(rows, "fingerprint: ");
    }

    @Test
    void refusesAHeaderPageWhoseChecksumDiffers() {
        put(rows, 16, 9);
        assertRefused(rows, "CRC32C of the header page: ");
    }

    @ParameterizedTest
    @CsvSource({"4096", "4255"})
    void findsDamagedRowsWhenChecksumsAreVerified(int offset) {
        edit(rows, content -> {
            content[offset] ^= 0x40;
            return content;
        });

        try (PackedShard opened = PackedShard.open(shard)) {
            assertThatExceptionOfType(BundleException.class)
                    .isThrownBy(opened::verifyChecksums)
                    .withMessageStartingWith(rows + ": CRC32C of the rows of table 'b': ")
                    .withMessageContaining("the file was changed or damaged");
        }
    }

    @Test
    void refusesWhatIsNoDirectory() {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> PackedShard.open(directory.resolve("absent")))
                .withMessageContaining("absent: missing (expected: the directory of a packed shard)");
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> PackedShard.open(header))
                .withMessageContaining("shard.header: no directory");
    }

    @Test
    void failsWithOneExceptionAfterClose() {
        PackedShard opened = PackedShard.open(shard);
        MappedTable table = opened.table(1);
        MemorySegment segment = table.rows();
        opened.close();

        assertThatExceptionOfType(ClosedTableException.class)
                .isThrownBy(table::rows)
                .withMessage(rows + ": table 'b' is closed (expected: no use after close)")
                .matches(e -> e.category() == FailureCategory.INTERNAL);
        assertThatExceptionOfType(ClosedTableException.class).isThrownBy(opened::verifyChecksums);
        assertThatIllegalStateException().isThrownBy(() -> segment.get(ValueLayout.JAVA_BYTE, 0));
        assertThat(table.spec().table()).isEqualTo("b");
        assertThat(opened.header().model()).isEqualTo("sample");
    }

    @Test
    void closesTwiceAndOneTableAlone() {
        PackedShard opened = PackedShard.open(shard);
        opened.table(0).close();

        assertThat(opened.table(1).rows().byteSize()).isEqualTo(5 * 32);
        opened.close();
        assertThatCode(opened::close).doesNotThrowAnyException();
        assertThatCode(opened.table(0)::close).doesNotThrowAnyException();
    }

    @Test
    void mapsRowsOfMoreThan2GiB() throws IOException {
        long rowCount = (1L << 27) + 3;
        PackedTable huge = new PackedTable(
                "huge",
                ElementType.FLOAT32,
                4,
                rowCount,
                0,
                rowCount,
                16,
                "h.rows",
                4096 + (rowCount + 1) * 16,
                0,
                null);
        Path file = directory.resolve("h.rows");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            assertThat(channel.write(RowsPage.encode(huge, 7))).isEqualTo(4096);
            assertThat(channel.write(ByteBuffer.wrap(new byte[] {5}), huge.bytes() - 1))
                    .isEqualTo(1);
        }

        try (MappedTable table = MappedTable.open(file, huge, null, 7)) {
            MemorySegment mapped = table.rows();
            assertThat(mapped.byteSize()).isEqualTo((rowCount + 1) * 16).isGreaterThan(Integer.MAX_VALUE);
            assertThat(mapped.get(ValueLayout.JAVA_BYTE, (table.defaultRow() + 1) * 16 - 1))
                    .isEqualTo((byte) 5);
        }
    }
}
