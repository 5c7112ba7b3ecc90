package dev.outrank.workbench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.testkit.reference.ReferenceBag;
import dev.outrank.testkit.reference.ReferenceModel;
import dev.outrank.testkit.reference.ReferenceRequest;
import dev.outrank.workbench.requests.EmptyBags;
import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.requests.GoldenLine;
import dev.outrank.workbench.requests.GoldenRequests;
import dev.outrank.workbench.requests.RequestGenerator;
import dev.outrank.workbench.stack.StackModel;
import dev.outrank.workbench.stack.TestStack;
import dev.outrank.workbench.workload.WorkloadCatalog;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Gateway → ranking → four shards, as packaged: the scores are those of one process, of PyTorch and of the reference. */
final class ServedScoresIT {

    private static final int SHARDS = 4;

    /** Makes 10 to 20 MB of tables; the nets keep their full size. */
    private static final double SCALE = 1e-4;

    private static final double TOLERANCE = 5e-5;
    private static final Path CLICKS = TestStack.ROOT.resolve("examples").resolve("clicks");
    private static final Map<String, DemoModel> MODELS = new TreeMap<>();

    @TempDir
    static Path home;

    private static TestStack stack;
    private static HttpClient http;
    private static ModelClient gateway;
    private static ModelClient singular;

    @BeforeAll
    static void startStack() throws InterruptedException {
        stack = TestStack.start(home.resolve("stack"), SHARDS, true, ServedScoresIT::prepareModels);
        http = HttpClient.newHttpClient();
        gateway = new ModelClient(http, stack.ports().gateway());
        singular = new ModelClient(http, stack.ports().singularRanking());
    }

    @AfterAll
    static void stopStack() {
        http.shutdownNow();
        stack.close();
    }

    private static List<StackModel> prepareModels() {
        DemoModels models = new DemoModels(home.resolve("models"), SHARDS, line -> {});
        MODELS.put("clicks", models.take(CLICKS));
        WorkloadCatalog.NAMES.forEach(name -> MODELS.put(name, models.generate(WorkloadCatalog.find(name), SCALE)));
        return MODELS.values().stream().map(DemoModel::packed).toList();
    }

    private static DemoModel model(String name) {
        return Objects.requireNonNull(MODELS.get(name));
    }

    @ParameterizedTest
    @EnumSource(Interface.class)
    void servesEveryGoldenScoreOfPyTorch(Interface api) throws InterruptedException {
        DemoModel clicks = model("clicks");
        List<GoldenLine> golden = GoldenRequests.read(clicks.manifest(), CLICKS.resolve("golden.ndjson"));
        assertThat(golden).hasSize(100);
        ModelReport report = new DemoChecks(gateway, singular).golden(clicks, golden, api);
        assertThat(report.requests()).isEqualTo(golden.size());
        assertThat(report.checks()).hasSize(2).allMatch(ModelReport.Check::holds);
    }

    @ParameterizedTest
    @CsvSource({
        "drm1, 1, AS_DRAWN, RANK",
        "drm1, 7, EVERY_THIRD, RANK",
        "drm1, 7, ALL, INFER",
        "drm1, 270, AS_DRAWN, INFER",
        "drm2, 1, AS_DRAWN, RANK",
        "drm2, 7, EVERY_THIRD, RANK",
        "drm2, 7, ALL, INFER",
        "drm2, 270, AS_DRAWN, INFER",
        "drm3, 1, AS_DRAWN, RANK",
        "drm3, 7, EVERY_THIRD, RANK",
        "drm3, 7, ALL, INFER",
        "drm3, 270, AS_DRAWN, INFER",
        "mlperf-dlrm-v2, 1, AS_DRAWN, RANK",
        "mlperf-dlrm-v2, 7, EVERY_THIRD, RANK",
        "mlperf-dlrm-v2, 7, ALL, INFER",
        "mlperf-dlrm-v2, 270, AS_DRAWN, INFER",
    })
    void servesTheSameBitsFromShardsAsFromOneProcess(String workload, int candidates, EmptyBags empty, Interface api)
            throws InterruptedException {
        DemoModel model = model(workload);
        GeneratedRequest request = RequestGenerator.of(
                        model.manifest(), WorkloadCatalog.find(workload), DemoModels.SEED)
                .request(candidates, candidates, empty);
        double[] alone = singular.score(api, request).scores();
        double[] distributed = gateway.score(api, request).scores();
        assertThat(distributed).hasSize(candidates).containsExactly(alone);

        double[] reference = ReferenceModel.open(model.packed().bundle()).score(referenceOf(request));
        assertThat(ScoreComparison.worstRelativeError(alone, reference)).isLessThanOrEqualTo(TOLERANCE);
        if (empty == EmptyBags.AS_DRAWN && candidates > 1) {
            assertThat(Arrays.stream(reference).distinct().count()).isGreaterThan(candidates / 2);
        }
    }

    @Test
    void answersTheSameByBothInterfaces() throws InterruptedException {
        DemoModel model = model("drm3");
        GeneratedRequest request = RequestGenerator.of(model.manifest(), WorkloadCatalog.find("drm3"), DemoModels.SEED)
                .request(1, 13, EmptyBags.AS_DRAWN);
        assertThat(gateway.score(Interface.INFER, request).scores())
                .hasSize(13)
                .containsExactly(gateway.score(Interface.RANK, request).scores());
    }

    @Test
    void splitsTheGiantTableOverSeveralShards() {
        ShardingPlan plan = PlanFormat.read(model("drm3").packed().shards().resolve(PlanFormat.FILE_NAME));
        assertThat(plan.shards())
                .hasSize(SHARDS)
                .filteredOn(shard -> shard.placements().stream()
                        .anyMatch(placement -> placement.table().equals("giant")))
                .hasSizeGreaterThan(1);
    }

    @Test
    void saysWhereTheTimeWent() throws InterruptedException {
        GeneratedRequest request = RequestGenerator.of(
                        model("drm1").manifest(), WorkloadCatalog.find("drm1"), DemoModels.SEED)
                .request(1, 7, EmptyBags.AS_DRAWN);
        assertThat(gateway.score(Interface.RANK, request).stages())
                .containsKeys(
                        "gateway",
                        "queue",
                        "decode",
                        "scatter",
                        "network",
                        "shard.queue",
                        "shard.decode",
                        "shard.pool",
                        "shard.encode",
                        "gather",
                        "dense.bottom",
                        "dense.top",
                        "encode");
    }

    private static ReferenceRequest referenceOf(GeneratedRequest request) {
        ReferenceRequest.Builder builder = ReferenceRequest.builder(request.candidates());
        for (DenseFeature feature : request.manifest().features().dense()) {
            builder.dense(feature.name(), request.dense(feature.name()));
        }
        for (SparseFeature feature : request.manifest().features().sparse()) {
            Bags bags = request.sparse(feature.name());
            builder.sparse(
                    feature.name(),
                    IntStream.range(0, bags.bagCount())
                            .mapToObj(bag -> ReferenceBag.of(
                                    Arrays.copyOfRange(bags.ids(), bags.offsets()[bag], bags.offsets()[bag + 1])))
                            .toList());
        }
        return builder.build();
    }
}
