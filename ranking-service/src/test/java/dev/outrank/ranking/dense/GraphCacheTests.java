package dev.outrank.ranking.dense;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.ranking.fixture.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphCacheTests {

    private static final int NETS = 4;

    @TempDir
    private Path directory;

    private TinyModel model;
    private Path cache;

    @BeforeEach
    void write() throws IOException {
        model = TinyModel.write(directory);
        cache = directory.resolve("some/cache");
    }

    private void open() {
        RuntimeSettings runtime = new RuntimeSettings(true, true, false, cache);
        DenseSettings settings = new DenseSettings(1, 1, 1 << 20, 0, Map.of(), true, null, Map.of(), runtime);
        DenseNets.open(model.bundle(), model.manifest(), settings, new IdleMemory(0))
                .close();
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void keepsOneGraphANetAndReadsItAgain() throws IOException {
        open();
        List<Path> graphs = files(".ort.onnx");
        assertThat(graphs).hasSize(NETS);
        assertThat(files(".sha256")).hasSize(NETS);
        assertThat(files("")).hasSize(2 * NETS);
        Object before = Files.readAttributes(graphs.getFirst(), "fileKey").get("fileKey");

        open();

        assertThat(files(".ort.onnx")).isEqualTo(graphs);
        assertThat(Files.readAttributes(graphs.getFirst(), "fileKey").get("fileKey"))
                .isEqualTo(before);
    }

    @Test
    void makesAnewWhatIsNotWhatWasWritten() throws IOException {
        open();
        Path graph = files(".ort.onnx").getFirst();
        byte[] good = Files.readAllBytes(graph);
        Files.write(graph, new byte[] {1, 2, 3});

        open();

        assertThat(Files.readAllBytes(graph)).isEqualTo(good);
    }

    @Test
    void makesAnewWhatOnnxRuntimeDoesNotTake() throws IOException {
        open();
        Path graph = files(".ort.onnx").getFirst();
        Path digest = files(".sha256").getFirst();
        byte[] good = Files.readAllBytes(graph);
        Files.write(graph, new byte[0]);
        Files.writeString(digest, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

        open();

        assertThat(Files.readAllBytes(graph)).isEqualTo(good);
    }

    @Test
    void servesWithoutWhereItCannotWrite() throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("some")).resolve("cache"), "a file");

        open();

        assertThat(cache).isRegularFile();
    }

    @Test
    void tellsGraphsVersionsAndSettingsApart() {
        byte[] graph = {1};
        assertThat(Stream.of(
                        GraphCache.key(graph, "1.29.0", "a"),
                        GraphCache.key(graph, "1.29.1", "a"),
                        GraphCache.key(graph, "1.29.0", "b"),
                        GraphCache.key(new byte[] {2}, "1.29.0", "a")))
                .doesNotHaveDuplicates();
    }
}
