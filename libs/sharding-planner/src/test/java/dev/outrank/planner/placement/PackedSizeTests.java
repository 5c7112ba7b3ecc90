package dev.outrank.planner.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.manifest.BundleFile;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Features;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.NetInput;
import dev.outrank.bundle.manifest.NetOutput;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.OrderSpec;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.shard.ShardPacker;
import dev.outrank.planner.PlanException;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Plans count what packing writes: padded rows, default rows and header pages. */
final class PackedSizeTests {

    private static final int PAGE_BYTES = 4096;

    /** Rows of 12, 20, 52 and 68 bytes, packed to 16, 32, 64 and 80. */
    private static final Manifest PADDED = manifest(3, 5, 13, 17);

    private static Manifest manifest(int... dims) {
        String sha256 = "0".repeat(64);
        List<TableSpec> tables = IntStream.of(dims)
                .mapToObj(dim -> new TableSpec(
                        "dim" + dim, 10_000L + dim, dim, ElementType.FLOAT32, "t.safetensors", "dim" + dim, null))
                .toList();
        List<SparseFeature> sparse = tables.stream()
                .map(table -> new SparseFeature(
                        table.name(), table.name(), Scope.CANDIDATE, Pooling.SUM, false, IdPolicy.FAIL))
                .toList();
        NetInput input = new NetInput(
                "embeddings", sparse.stream().map(SparseFeature::name).toList());
        NetSpec net =
                new NetSpec("net", Scope.CANDIDATE, "net.onnx", List.of(input), List.of(new NetOutput("score", 1)));
        List<BundleFile> files =
                List.of(new BundleFile("t.safetensors", 1, sha256), new BundleFile("net.onnx", 1, sha256));
        return new Manifest(1, "m", "", new Features(List.of(), sparse), tables, List.of(net), List.of("score"), files);
    }

    private static List<Long> packedBytes(ShardingPlan plan) {
        return plan.shards().stream()
                .map(shard -> ShardPacker.packedBytes(PADDED, plan, shard))
                .toList();
    }

    private static ModelFacts facts() {
        return ModelFacts.of(PADDED, "f".repeat(64));
    }

    @Test
    void countsPaddingDefaultRowAndHeaderPageWhenTablesAreWhole() {
        assertThat(facts().tables())
                .extracting(TableFacts::bytes)
                .containsExactly(
                        PAGE_BYTES + 10_004L * 16,
                        PAGE_BYTES + 10_006L * 32,
                        PAGE_BYTES + 10_014L * 64,
                        PAGE_BYTES + 10_018L * 80);
    }

    @ParameterizedTest
    @CsvSource({"1, 1940000", "2, 1000000", "3, 670000", "4, 500000", "5, 410000", "7, 300000", "16, 140000"})
    void keepsPackedBytesUnderTheLimitWhenRowsArePadded(int shards, long maxShardBytes) {
        ShardingPlan plan = new CapacityStrategy()
                .plan(facts(), new PlanConstraints(shards, 1, maxShardBytes))
                .plan();

        assertThat(packedBytes(plan)).hasSize(shards).allMatch(bytes -> bytes <= maxShardBytes);
        assertThat(facts().shardBytes(plan)).isEqualTo(packedBytes(plan));
    }

    @ParameterizedTest
    @EnumSource
    void countsRowsInTheTypesThatThePlanChooses(ElementType dtype) {
        ModelFacts chosen = ModelFacts.of(PADDED, "f".repeat(64), Map.of("dim17", dtype, "dim3", dtype));
        ShardingPlan plan =
                new CapacityStrategy().plan(chosen, PlanConstraints.ofShards(3)).plan();

        assertThat(plan.dtypes()).isEqualTo(chosen.dtypes());
        assertThat(chosen.shardBytes(plan)).isEqualTo(packedBytes(plan));
        assertThat(chosen.tables().getLast().rowBytes())
                .isEqualTo(
                        switch (dtype) {
                            case FLOAT32 -> 80;
                            case FLOAT16 -> 48;
                            case INT8 -> 32;
                            case INT4 -> 16;
                        });
    }

    @Test
    void countsTheOrderBesideEachPartOfAnOrderedTable() {
        List<TableSpec> tables = PADDED.tables().stream()
                .map(table -> table.withOrder(new OrderSpec(100, "t.safetensors", "order." + table.name())))
                .toList();
        Manifest ordered =
                new Manifest(1, "m", "", PADDED.features(), tables, PADDED.nets(), PADDED.outputs(), PADDED.files());
        ModelFacts facts = ModelFacts.of(ordered, "f".repeat(64));
        ShardingPlan plan =
                new CapacityStrategy().plan(facts, PlanConstraints.ofShards(3)).plan();

        assertThat(facts.tables()).extracting(TableFacts::orderedRows).containsOnly(100L);
        assertThat(facts.shardBytes(plan))
                .isEqualTo(plan.shards().stream()
                        .map(shard -> ShardPacker.packedBytes(ordered, plan, shard))
                        .toList());
    }

    @Test
    void refusesALimitThatOnlyUnpaddedRowsKeep() {
        long unpadded =
                PADDED.tables().stream().mapToLong(TableSpec::capacityBytes).sum();

        assertThatThrownBy(() ->
                        PlacementStrategies.byName("one-shard").plan(facts(), new PlanConstraints(1, 1, unpadded)))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("maxShardBytes: " + unpadded + ", and table 'dim17' makes a shard need "
                        + ShardPacker.packedBytes(
                                PADDED,
                                PlacementStrategies.byName("one-shard")
                                        .plan(facts(), PlanConstraints.ofShards(1))
                                        .plan()));
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "4", "5", "7", "16"})
    void balancesPackedBytesWhenDimsDiffer(int shards) {
        ShardingPlan plan = new CapacityStrategy()
                .plan(facts(), PlanConstraints.ofShards(shards))
                .plan();

        List<Long> bytes = packedBytes(plan);
        double mean = bytes.stream().mapToLong(Long::longValue).average().orElseThrow();
        assertThat(bytes).allMatch(own -> own <= mean * 1.05);
    }
}
