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
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SafetensorsFileTests {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @TempDir
    Path directory;

    private Path file = Path.of("t.safetensors");

    @BeforeEach
    void placeFile() {
        file = directory.resolve("t.safetensors");
    }

    private void write(long headerLength, String header, int dataBytes) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer content = ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        content.putLong(headerLength).put(json);
        for (int i = 0; i < dataBytes / 4; i++) {
            content.putFloat(i);
        }
        Files.write(file, content.array());
    }

    private void write(String header, int dataBytes) throws IOException {
        write(header.getBytes(StandardCharsets.UTF_8).length, header, dataBytes);
    }

    private void assertRefused(String message) {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> SafetensorsFile.open(file))
                .withMessageStartingWith(file.toString())
                .withMessageContaining(message)
                .withMessageContaining("(expected: ");
    }

    @Test
    void listsAndMapsTensorsWhateverTheOrderInTheHeader() throws IOException {
        write("""
                {"b":{"dtype":"F32","shape":[1,3],"data_offsets":[8,20]},"__metadata__":{"format":"pt"},
                 "empty":{"dtype":"F32","shape":[0,3],"data_offsets":[8,8]},
                 "a":{"shape":[2],"data_offsets":[0,8],"dtype":"F32"},
                 "scalar":{"dtype":"I64","shape":[],"data_offsets":[20,28]}}  \s""", 28);

        SafetensorsFile tensors = SafetensorsFile.open(file);

        assertThat(tensors.path()).isEqualTo(file);
        assertThat(tensors.tensors().keySet()).containsExactly("a", "empty", "b", "scalar");
        TensorInfo b = tensors.tensor("b");
        assertThat(b.shape()).containsExactly(1L, 3L);
        assertThat(b.bytes()).isEqualTo(12);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mapped = tensors.map("b", arena);
            assertThat(mapped.byteSize()).isEqualTo(12);
            assertThat(mapped.isReadOnly()).isTrue();
            assertThat(mapped.get(FLOAT, 0)).isEqualTo(2f);
            assertThat(mapped.get(FLOAT, 8)).isEqualTo(4f);
        }
    }

    @Test
    void readsPartsAndRefusesWhatIsNotThere() throws IOException {
        write("{\"h\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4);
        SafetensorsFile tensors = SafetensorsFile.open(file);

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> tensors.tensor("x"))
                .withMessage(file + ": no tensor 'x' (expected: one of [h])");
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> tensors.read("h", 1, 4))
                .withMessage(file + ": tensor 'h': bytes [1, 1 + 4) (expected: inside its 4 bytes)");
        assertThat(tensors.read("h", 1, 3).remaining()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"t":{"dtype":"F32","shape":[2,2],"data_offsets":[0,12]}}  | tensor 't'.data_offsets: [0, 12] (expected: begin and end, 16 bytes apart
            {"t":{"dtype":"F32","shape":[4],"data_offsets":[16,0]}}    | tensor 't'.data_offsets: [16, 0] (expected: begin and end
            {"t":{"dtype":"F32","shape":[4],"data_offsets":[-16,0]}}   | tensor 't'.data_offsets: [-16, 0] (expected: begin and end
            {"t":{"dtype":"F32","shape":[4],"data_offsets":[0,16,32]}} | tensor 't'.data_offsets: [0, 16, 32] (expected: begin and end
            {"t":{"dtype":"F32","shape":[4],"data_offsets":[0,"16"]}}  | tensor 't'.data_offsets[1]: "16" (expected: a whole number of 64 bits)
            {"t":{"dtype":"F32","shape":[4.0],"data_offsets":[0,16]}}  | tensor 't'.shape[0]: 4.0 (expected: a whole number of 64 bits)
            {"t":{"dtype":"F32","shape":[-4],"data_offsets":[0,16]}}   | tensor 't'.shape: [-4] (expected: no negative dimension)
            {"t":{"dtype":"F32","shape":4,"data_offsets":[0,16]}}      | tensor 't'.shape: 4 (expected: an array of whole numbers)
            {"t":{"dtype":"F32","data_offsets":[0,16]}}                | tensor 't'.shape: missing (expected: an array of whole numbers)
            {"t":{"dtype":"F31","shape":[4],"data_offsets":[0,16]}}    | tensor 't'.dtype: 'F31' (expected: one of [BF16, BOOL
            {"t":{"dtype":3,"shape":[4],"data_offsets":[0,16]}}        | tensor 't'.dtype: 3 (expected: a string)
            {"t":{"shape":[4],"data_offsets":[0,16]}}                  | tensor 't'.dtype: missing (expected: a string)
            {"t":{"dtype":"F32","shape":[4],"data_offsets":[0,16],"x":1}} | tensor 't'.x: unknown property (expected: one of [data_offsets, dtype, shape])
            {"t":7}                                                    | tensor 't'.dtype: missing
            {"t":{"dtype":"F32","shape":[4611686018427387904,2],"data_offsets":[0,16]}} | tensor 't'.shape: [4611686018427387904, 2] of F32 overflows 64 bits
            {"t":{"dtype":"U8","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]}} | tensor 't'.data_offsets: [0, 9223372036854775807] (expected: offsets inside the file)
            {"t":{"dtype":"F32","shape":[4],"data_offsets":[4,20]}}    | tensor 't'.data_offsets: begins at 4, which leaves a hole (expected: 0
            {"t":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}    | with trailing bytes (expected:
            {"t":{"dtype":"F32","shape":[5],"data_offsets":[0,20]}}    | truncated (expected:
            {"t":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},"u":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}} | tensor 'u'.data_offsets: begins at 8, inside the tensor before (expected: 12
            {"t":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"t":{}} | header: line 1, column
            {"__metadata__":{"a":1}}                                   | __metadata__: {"a":1} (expected: an object whose values are strings)
            {"t":                                                      | header: line 1, column
            [1]                                                        | header: [1] (expected: a JSON object)
            """)
    void refusesAHeaderThatDoesNotDescribeTheFile(String header, String message) throws IOException {
        write(header, 16);

        assertRefused(message);
    }

    @Test
    void refusesAFileThatIsTooShortForItsHeader() throws IOException {
        Files.write(file, new byte[7]);
        assertRefused("7 bytes, truncated");
        write(100, "{}", 0);
        assertRefused("header length: 100 in a file of 10 bytes, truncated");
    }

    @Test
    void refusesAHeaderLengthBeyondTheLimit() throws IOException {
        write(100_000_001, "{}", 0);
        assertRefused("header length: 100000001 (expected: a safetensors file, whose header has 2 to 100000000 bytes)");
        write(-1, "{}", 0);
        assertRefused("header length: 18446744073709551615 (expected: ");
        write(0, "{}", 0);
        assertRefused("header length: 0 (expected: ");
    }

    @Test
    void refusesToMapAFileThatWasChanged() throws IOException {
        write("{\"t\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}", 16);
        SafetensorsFile tensors = SafetensorsFile.open(file);
        Files.write(file, new byte[3], StandardOpenOption.APPEND);

        try (Arena arena = Arena.ofConfined()) {
            assertThatExceptionOfType(BundleException.class)
                    .isThrownBy(() -> tensors.map("t", arena))
                    .withMessageContaining("nobody may change it meanwhile");
        }
    }

    @Test
    void mapsATensorOfMoreThan2GiB() throws IOException {
        long rows = (1L << 29) + 5;
        String header = "{\"t\":{\"dtype\":\"F32\",\"shape\":[" + rows + ",1],\"data_offsets\":[0," + rows * 4 + "]}}";
        write(header, 0);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer last =
                    ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, 42f);
            assertThat(channel.write(last, 8 + header.length() + (rows - 1) * 4))
                    .isEqualTo(4);
        }

        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mapped = SafetensorsFile.open(file).map("t", arena);
            assertThat(mapped.byteSize()).isEqualTo(rows * 4);
            assertThat(mapped.get(FLOAT, (rows - 1) * 4)).isEqualTo(42f);
            assertThat(mapped.get(FLOAT, 0)).isZero();
        }
    }

    @Test
    void readsWhatTheWriterWrote() {
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, List.of(new TensorSpec("t", List.of(2L))))) {
            writer.write("t", 0, ByteBuffer.allocate(8));
        }

        TensorInfo tensor = SafetensorsFile.open(file).tensor("t");
        assertThat(tensor.offset() % 64).isZero();
        assertThat(tensor.bytes()).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'t':{'dtype':'LONG','shape':[1],'data_offsets':[0,4]}}",
                "{'t':{'dtype':'F32','shape':['LONG'],'data_offsets':[0,4]}}",
                "{'t':{'dtype':'F32','shape':[LIST1],'data_offsets':[0,5]}}",
                "{'t':{'dtype':'F32','shape':[LIST-1],'data_offsets':[0,4]}}",
                "{'t':{'dtype':'F32','shape':[1],'data_offsets':[LIST4]}}",
                "{'t':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'LONG':1}}",
                "{'LONG':{'dtype':'F32','shape':[1],'data_offsets':[0,8]}}",
                "{'LONG':1,'LONG':2}",
                "{'__metadata__':{'LONG':1}}"
            })
    void keepsMessagesShortWhenTheHeaderIsLong(String template) throws IOException {
        String header =
                template.replace('\'', '"').replace("LONG", "x".repeat(50_000)).replace("LIST", "1,".repeat(50_000));
        write(header, 4);

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> SafetensorsFile.open(file))
                .satisfies(refusal -> assertThat(refusal).message().hasSizeLessThan(1000));
    }
}
