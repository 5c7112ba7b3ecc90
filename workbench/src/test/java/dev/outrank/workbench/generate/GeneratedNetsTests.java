package dev.outrank.workbench.generate;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.testkit.reference.ReferenceBag;
import dev.outrank.testkit.reference.ReferenceModel;
import dev.outrank.testkit.reference.ReferenceRequest;
import dev.outrank.workbench.generate.OnnxSessions.Matrix;
import dev.outrank.workbench.progress.Progress;
import dev.outrank.workbench.requests.EmptyBags;
import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.requests.RequestGenerator;
import dev.outrank.workbench.workload.Workload;
import dev.outrank.workbench.workload.WorkloadCatalog;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GeneratedNetsTests {

    private static final int CANDIDATES = 24;

    @TempDir
    private Path directory;

    private Manifest generate(String workload, double scale) {
        GenerateSettings settings = GenerateSettings.of(WorkloadCatalog.find(workload), scale, 7);
        return BundleGenerator.generate(settings, directory.resolve("bundle"), Progress.silent());
    }

    private Path net(String name) {
        return directory.resolve("bundle/dense/" + name + ".onnx");
    }

    @Test
    void runsInOnnxRuntimeForAnyBatchWhenGenerated() throws OrtException {
        generate("src/test/resources/tiny.json", 1);
        for (int batch : new int[] {1, 2, 7}) {
            float[] bottom =
                    OnnxSessions.run(net("content_bottom"), Map.of("content_dense", ramp(batch, 7)), "content_bottom");
            assertThat(bottom).hasSize(batch * 4);
            float[] scores = OnnxSessions.run(
                    net("content"),
                    Map.of(
                            "bottom", new Matrix(4, bottom),
                            "embeddings", ramp(batch, 20),
                            "user_vector", ramp(1, 6)),
                    "score");
            assertThat(scores).hasSize(batch);
            assertThat(IntStream.range(0, batch).mapToDouble(i -> scores[i])).allMatch(score -> score > 0 && score < 1);
        }
    }

    @Test
    void equalsReferenceWhenRunInOnnxRuntime() throws OrtException {
        Manifest manifest = generate("src/test/resources/tiny.json", 1);
        Matrix userDense = ramp(1, 5);
        Matrix contentDense = ramp(3, 7);
        float[] userBottom = OnnxSessions.run(net("user_bottom"), Map.of("user_dense", userDense), "user_bottom");
        float[] userVector = OnnxSessions.run(
                net("user"),
                Map.of("bottom", new Matrix(4, userBottom), "embeddings", new Matrix(12, new float[12])),
                "user_vector");
        float[] bottom =
                OnnxSessions.run(net("content_bottom"), Map.of("content_dense", contentDense), "content_bottom");
        float[] scores = OnnxSessions.run(
                net("content"),
                Map.of(
                        "bottom", new Matrix(4, bottom),
                        "embeddings", new Matrix(20, new float[60]),
                        "user_vector", new Matrix(6, userVector)),
                "score");
        ReferenceRequest.Builder request = ReferenceRequest.builder(3)
                .dense("user_dense", userDense.values())
                .dense("content_dense", contentDense.values());
        manifest.features()
                .sparse()
                .forEach(feature ->
                        request.sparse(feature.name(), feature.name().startsWith("u") ? emptyBags(1) : emptyBags(3)));
        double[] expected = ReferenceModel.open(directory.resolve("bundle")).score(request.build());
        for (int i = 0; i < 3; i++) {
            assertThat((double) scores[i]).isCloseTo(expected[i], Offset.offset(1e-6));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"drm1", "drm2", "drm3", "mlperf-dlrm-v2", "src/test/resources/tiny.json"})
    void spreadsScoresWithoutSaturatingThemWhenRequestsAreRandom(String name) {
        Workload workload = WorkloadCatalog.find(name);
        Manifest manifest = generate(name, 1e-5);
        GeneratedRequest request =
                RequestGenerator.of(manifest, workload, 1).request(0, CANDIDATES, EmptyBags.AS_DRAWN);
        double[] scores = ReferenceModel.open(directory.resolve("bundle")).score(reference(request));
        assertThat(scores).hasSize(CANDIDATES);
        assertThat(Arrays.stream(scores).max().orElseThrow()
                        - Arrays.stream(scores).min().orElseThrow())
                .as("spread of %s", Arrays.toString(scores))
                .isGreaterThan(0.05);
        assertThat(Arrays.stream(scores)
                        .filter(score -> score < 0.001 || score > 0.999)
                        .count())
                .as("saturated among %s", Arrays.toString(scores))
                .isZero();
    }

    private static Matrix ramp(int rows, int width) {
        float[] values = new float[rows * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 11 - 5) / 5f;
        }
        return new Matrix(width, values);
    }

    private static List<ReferenceBag> emptyBags(int count) {
        return IntStream.range(0, count).mapToObj(bag -> ReferenceBag.of()).toList();
    }

    private static ReferenceRequest reference(GeneratedRequest request) {
        ReferenceRequest.Builder reference = ReferenceRequest.builder(request.candidates());
        request.dense().forEach(reference::dense);
        request.sparse().forEach((name, bags) -> reference.sparse(name, bags(bags)));
        return reference.build();
    }

    private static List<ReferenceBag> bags(Bags bags) {
        return IntStream.range(0, bags.bagCount())
                .mapToObj(bag ->
                        ReferenceBag.of(Arrays.copyOfRange(bags.ids(), bags.offsets()[bag], bags.offsets()[bag + 1])))
                .toList();
    }
}
