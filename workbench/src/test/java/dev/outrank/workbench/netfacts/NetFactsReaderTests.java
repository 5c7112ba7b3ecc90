package dev.outrank.workbench.netfacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.planner.cost.NetFacts;
import dev.outrank.workbench.generate.BundleGenerator;
import dev.outrank.workbench.generate.GenerateSettings;
import dev.outrank.workbench.int8net.NetQuantizer;
import dev.outrank.workbench.int8net.QuantizedNet;
import dev.outrank.workbench.int8net.WeightRange;
import dev.outrank.workbench.onnx.GraphBuilder;
import dev.outrank.workbench.onnx.OnnxNet;
import dev.outrank.workbench.onnx.OnnxTensor;
import dev.outrank.workbench.progress.Progress;
import dev.outrank.workbench.workload.Workload;
import dev.outrank.workbench.workload.WorkloadCatalog;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NetFactsReaderTests {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"src/test/resources/tiny.json, 1", "drm1, 1e-6", "drm3, 1e-6", "mlperf-dlrm-v2, 1e-6"})
    void givesSameForWorkloadAsForItsBundleWhenGenerated(String name, double scale) {
        Workload workload = WorkloadCatalog.find(name);
        Path bundle = directory.resolve("bundle");
        BundleGenerator.generate(GenerateSettings.of(workload, scale, 7), bundle, Progress.silent());
        assertThat(NetFactsReader.of(Bundle.open(bundle)))
                .hasSize(2 * workload.nets().size())
                .containsExactlyInAnyOrderElementsOf(NetFactsReader.of(workload));
    }

    @Test
    void countsByHandWhenTiny() {
        assertThat(NetFactsReader.of(WorkloadCatalog.find("src/test/resources/tiny.json")))
                // 5 → 8 → 4, each with a bias and a ReLU.
                .contains(new NetFacts("user_bottom", Scope.REQUEST, 4 * (48 + 36), 40 + 32, 2 * (8 + 4)))
                // Concatenated 4 + 12; twice V 16·4, W 4·16 + 16 biases, a product and a sum; 16 → 8 → 6, one ReLU
                // between.
                .contains(new NetFacts(
                        "user",
                        Scope.REQUEST,
                        4 * (2 * (64 + 64 + 16) + (136 + 54)),
                        2 * (64 + 64) + 128 + 48,
                        16 + 2 * (4 + 3 * 16) + 2 * 8 + 6));
    }

    @Test
    void leavesOutWhatComesOnceRunWhenRequestVectorIsProjected() {
        GraphBuilder graph = new GraphBuilder("net");
        String x = graph.input("x", 3);
        String u = graph.singleInput("u", 2);
        String own = graph.linear("own", x, new float[15], new float[5], 3);
        String user = graph.project("user", u, new float[10], 5, 2);
        graph.output(graph.apply("Add", "sum", own, user), 5);
        GraphCount count = new GraphCount(directory, graph.build());
        Map<String, GraphInput> inputs =
                Map.of("x", new GraphInput(3, Scope.CANDIDATE), "u", new GraphInput(2, Scope.REQUEST));
        Work one = count.work(inputs, 1);
        assertThat(count.parameterBytes()).isEqualTo(4 * (15 + 5 + 10));
        assertThat(one).isEqualTo(new Work(15 + 10, 5 + 5 + 5));
        assertThat(count.work(inputs, 2).minus(one)).isEqualTo(new Work(15, 5 + 5));
    }

    @Test
    void countsTheSameWorkWhenNetIsInt8() {
        Path file = Path.of("../examples/clicks/dense/candidate.onnx");
        ModelProto float32 = OnnxNet.parse(file);
        QuantizedNet int8 = NetQuantizer.quantize(file, float32, Scope.CANDIDATE, WeightRange.FULL);
        assertThat(int8.int8()).isPositive();
        Map<String, GraphInput> inputs = OnnxNet.read(file).inputs().stream()
                .collect(Collectors.toMap(
                        OnnxTensor::name,
                        input -> new GraphInput(
                                Objects.requireNonNull(input.width()),
                                input.batch() == null ? Scope.CANDIDATE : Scope.REQUEST)));
        GraphCount before = new GraphCount(file, float32);
        GraphCount after = new GraphCount(file, int8.model());
        assertThat(after.work(inputs, 2)).isEqualTo(before.work(inputs, 2));
        assertThat(after.parameterBytes()).isLessThan(before.parameterBytes() / 2);
    }

    @Test
    void countsTrainedNetsWhenExportedFromPyTorch() {
        assertThat(NetFactsReader.of(Bundle.open(Path.of("../examples/clicks"))))
                .hasSize(2)
                .allMatch(net -> net.parameterBytes() > 0 && net.multiplyAdds() > 0 && net.activations() > 0);
    }

    @Test
    void refusesWhenInputsAreNotThoseOfGraph() {
        GraphBuilder graph = new GraphBuilder("net");
        graph.output(graph.apply("Relu", "y", graph.input("x", 3)), 3);
        GraphCount count = new GraphCount(Path.of("net.onnx"), graph.build());
        assertThatThrownBy(() -> count.work(Map.of("x", new GraphInput(4, Scope.CANDIDATE)), 1))
                .isInstanceOf(CallerException.class)
                .hasMessageStartingWith("net.onnx: ")
                .hasMessageContaining("expected: a graph with the inputs of the manifest");
    }
}
