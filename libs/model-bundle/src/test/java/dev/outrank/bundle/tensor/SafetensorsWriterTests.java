package dev.outrank.bundle.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.BundleException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SafetensorsWriterTests {

    private static final List<TensorSpec> SPECS =
            List.of(new TensorSpec("a", List.of(3L, 7L)), new TensorSpec("b", List.of(1000L, 13L)));

    @TempDir
    Path directory;

    private Path file = Path.of("t.safetensors");

    @BeforeEach
    void placeFile() {
        file = directory.resolve("t.safetensors");
    }

    private static ByteBuffer floats(int first, int count) {
        ByteBuffer buffer = ByteBuffer.allocate(count * 4).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.range(first, first + count).forEach(buffer::putFloat);
        return buffer.flip();
    }

    private String[] filesLeft() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).toArray(String[]::new);
        }
    }

    @Test
    void writesPartsFromManyThreads() throws IOException {
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, SPECS)) {
            writer.write("a", 0, floats(0, 21));
            IntStream.range(0, 1000).parallel().forEach(row -> writer.write("b", row * 13L * 4, floats(row * 13, 13)));
            assertThat(file).doesNotExist();
        }

        try (Arena arena = Arena.ofConfined()) {
            MemorySegment b = SafetensorsFile.open(file).map("b", arena);
            float[] elements = b.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN));
            assertThat(elements).hasSize(13_000);
            for (int i = 0; i < elements.length; i++) {
                assertThat(elements[i]).isEqualTo(i);
            }
        }
        assertThat(filesLeft()).containsExactly("t.safetensors");
    }

    @Test
    void refusesToCloseWhenBytesAreMissing() throws IOException {
        SafetensorsWriter writer = SafetensorsWriter.create(file, SPECS);
        writer.write("a", 0, floats(0, 21));
        writer.write("b", 0, floats(0, 13));
        writer.write("b", 26 * 4, floats(0, 13));

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(writer::close)
                .withMessage(
                        file + ": tensor 'b': bytes [52, 104) were never written (expected: all of its 52000 bytes)");
        assertThat(filesLeft()).isEmpty();
        writer.close();
    }

    @Test
    void refusesBytesThatAreOutsideOrWrittenTwice() throws IOException {
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, List.of(SPECS.getFirst()))) {
            writer.write("a", 4, floats(1, 2));
            assertThatExceptionOfType(BundleException.class)
                    .isThrownBy(() -> writer.write("a", 8, floats(0, 1)))
                    .withMessageContaining("tensor 'a': bytes [8, 12) overlap what was written before, [4, 12)");
            assertThatExceptionOfType(BundleException.class)
                    .isThrownBy(() -> writer.write("a", 80, floats(0, 2)))
                    .withMessageContaining("tensor 'a': bytes [80, 80 + 8) (expected: inside its 84 bytes)");
            assertThatExceptionOfType(BundleException.class)
                    .isThrownBy(() -> writer.write("a", -4, floats(0, 1)))
                    .withMessageContaining("(expected: inside its 84 bytes)");
            assertThatExceptionOfType(BundleException.class)
                    .isThrownBy(() -> writer.write("x", 0, floats(0, 1)))
                    .withMessage(file + ": no tensor 'x' (expected: one of [a])");
            writer.write("a", 0, floats(0, 1));
            writer.write("a", 12, floats(3, 18));
        }
        assertThat(filesLeft()).containsExactly("t.safetensors");
    }

    @Test
    void refusesDuplicateAndReservedNames() {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> SafetensorsWriter.create(file, List.of(SPECS.getFirst(), SPECS.getFirst())))
                .withMessage(file + ": tensor 'a' occurs twice (expected: distinct names)");
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> new TensorSpec("__metadata__", List.of(1L)))
                .withMessageContaining("tensor: '__metadata__'");
    }

    @Test
    void refusesAPlaceThatCannotBeWritten() {
        Path nowhere = directory.resolve("absent").resolve("t.safetensors");

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> SafetensorsWriter.create(nowhere, SPECS))
                .withMessageStartingWith(nowhere + ": cannot be written: NoSuchFileException");
    }

    @Test
    void refusesDataBeyond64Bits() {
        TensorSpec huge = new TensorSpec("huge", List.of(Long.MAX_VALUE / 4));

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> SafetensorsWriter.create(file, List.of(SPECS.getFirst(), huge)))
                .withMessageContaining("tensor 'huge' makes the file overflow 64 bits");
    }

    @Test
    void refusesToGiveTheNameWhenAWriteHasFailed() throws IOException {
        SafetensorsWriter writer = SafetensorsWriter.create(file, List.of(SPECS.getFirst()));
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(BundleException.class)
                    .isThrownBy(() -> writer.write("a", 0, floats(0, 21)))
                    .withMessageContaining("cannot be written: ClosedByInterruptException");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(writer::close)
                .withMessage(file + ": a write has failed (expected: every byte written; write the file again)");
        assertThat(filesLeft()).isEmpty();
    }
}
