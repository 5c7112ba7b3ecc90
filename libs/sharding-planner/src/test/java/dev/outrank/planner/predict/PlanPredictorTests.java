package dev.outrank.planner.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.PlanException;
import dev.outrank.planner.cost.BodyFormat;
import dev.outrank.planner.cost.CoefficientNames;
import dev.outrank.planner.cost.HttpCost;
import dev.outrank.planner.cost.NetFacts;
import dev.outrank.planner.cost.RpcCost;
import dev.outrank.planner.cost.RpcPart;
import dev.outrank.planner.cost.StageCosts;
import dev.outrank.planner.example.ExampleCosts;
import dev.outrank.planner.example.ExampleModels;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import dev.outrank.planner.placement.PlacementStrategies;
import dev.outrank.planner.placement.PlanConstraints;
import dev.outrank.planner.predict.PlanPredictor.Home;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class PlanPredictorTests {

    private static final StageCosts COSTS = ExampleCosts.stages();
    private static final Serving IDLE = new Serving(0, 2, 1);
    private static final int DIM = 32;
    /** Of 1,024 rows of 128 bytes all fit the 1 MiB of cache. */
    private static final TableFacts ITEM = table("item", 1024);

    private static final List<NetFacts> NETS = ExampleModels.nets();

    private static TableFacts table(String name, long rows) {
        return TableFacts.of(name, rows, DIM, ElementType.FLOAT32, List.of("item"), 0);
    }

    private static Prediction predict(ModelFacts model, String strategy, int shards, Home home, Serving serving) {
        ShardingPlan plan = PlacementStrategies.byName(strategy)
                .plan(model, PlanConstraints.ofShards(shards))
                .plan();
        return new PlanPredictor(model, NETS, COSTS).predict(plan, home, serving);
    }

    private static double dense(boolean after, double candidates) {
        return NETS.stream()
                .filter(net -> net.net().equals("item") == after)
                .mapToDouble(net -> COSTS.denseNanos(net, net.net().startsWith("user") ? 1 : candidates))
                .sum();
    }

    @Test
    void addsUpTheStagesOfAnIdleSystem() {
        ModelFacts model = ExampleModels.of(List.of(ITEM), table -> 2);
        Prediction prediction = predict(model, "one-shard", 1, Home.REMOTE, IDLE);
        double pool = COSTS.poolNanos(ElementType.FLOAT32, DIM, 200, 400, 0);
        double call = COSTS.callNanos(
                1,
                StageCosts.REQUEST_FRAME_BYTES + StageCosts.requestBytes(400, 200),
                StageCosts.RESPONSE_FRAME_BYTES + StageCosts.responseBytes(200, DIM));
        double median = Math.max(dense(false, 200), call + pool) + dense(true, 200);
        assertThat(prediction.p50Nanos()).isCloseTo(median, Percentage.withPercentage(0.001));
        assertThat(prediction.p99Nanos()).isGreaterThan(2 * prediction.p50Nanos());
        assertThat(prediction.callsPerRequest()).isCloseTo(1, within(1e-9));
        assertThat(prediction.memoryBytes(3)).isEqualTo((double) ITEM.bytes());
    }

    @Test
    void savesTheCallWhenRankingHoldsTheTables() {
        ModelFacts model = ExampleModels.of(List.of(ITEM), table -> 2);
        Prediction singular = predict(model, "singular", 1, Home.RANKING, IDLE);
        double pool = COSTS.poolNanos(ElementType.FLOAT32, DIM, 200, 400, 0);
        assertThat(singular.p50Nanos())
                .isCloseTo(Math.max(dense(false, 200), pool) + dense(true, 200), Percentage.withPercentage(0.001));
        assertThat(singular.callsPerRequest()).isZero();
        assertThat(singular.cpuNanos())
                .isLessThan(predict(model, "one-shard", 1, Home.REMOTE, IDLE).cpuNanos());
    }

    @Test
    void savesTheBytesOfTablesInRanking() {
        TableFacts small = table("small", 512);
        ModelFacts model = ExampleModels.of(List.of(ITEM, small), table -> 2);
        PlanPredictor predictor = new PlanPredictor(model, NETS, COSTS);
        ShardingPlan remote = PlacementStrategies.byName("one-shard")
                .plan(model, PlanConstraints.ofShards(1))
                .plan();
        ShardingPlan partly = remote.withShards(List.of(new ShardSpec(0, 1, List.of(new Placement("item", 0, 1024)))))
                .withLocal(List.of(new Placement("small", 0, 512)));

        Prediction all = predictor.predict(remote, Home.REMOTE, IDLE);
        Prediction some = predictor.predict(partly, Home.REMOTE, IDLE);

        double mean = 210;
        double saved = StageCosts.requestBytes(2 * mean, mean) + StageCosts.responseBytes(mean, DIM);
        assertThat(all.wireBytes() - some.wireBytes()).isCloseTo(saved, Percentage.withPercentage(1));
        assertThat(some.cpuNanos()).isLessThan(all.cpuNanos());
        double pool = COSTS.poolNanos(ElementType.FLOAT32, DIM, mean, 2 * mean, 0);
        double itsCall =
                COSTS.callerCpuNanos(2, StageCosts.requestBytes(2 * mean, mean), StageCosts.responseBytes(mean, DIM))
                        - COSTS.callerCpuNanos(1, 0, 0);
        assertThat(some.rankingCpuNanos())
                .isCloseTo(all.rankingCpuNanos() - itsCall + pool, Percentage.withPercentage(1));
        assertThat(some.localBytes()).isEqualTo(small.bytes());
        assertThat(some.memoryBytes(3)).isEqualTo((double) ITEM.bytes() + 3.0 * small.bytes());
        assertThat(some.p50Nanos()).isLessThanOrEqualTo(all.p50Nanos());
    }

    @Test
    void paysForRowsThatTheCachesDoNotHold() {
        // The hottest fiftieth, 2.6 MB with 70 % of the accesses, is more than the cache of 1 MiB, which so gets 29 %
        // of them.
        TableFacts large = table("item", 1_000_000);
        double lookups = predict(ExampleModels.of(List.of(large), table -> 2), "one-shard", 1, Home.REMOTE, IDLE)
                .shards()
                .getFirst()
                .cpuNanos();
        double small = predict(ExampleModels.of(List.of(ITEM), table -> 2), "one-shard", 1, Home.REMOTE, IDLE)
                .shards()
                .getFirst()
                .cpuNanos();
        double hit = 0.7 * (1 << 20) / 128 / 20_000;
        double missed = COSTS.poolNanos(ElementType.FLOAT32, DIM, 0, 0, 420)
                - COSTS.poolNanos(ElementType.FLOAT32, DIM, 0, 420, 0);
        assertThat(lookups - small).isCloseTo((1 - hit) * missed, Percentage.withPercentage(1));
    }

    @Test
    void waitsForQueuesAndNeverSettlesWhenTheRateIsTooHigh() {
        ModelFacts model = ExampleModels.model(3, 20);
        Prediction idle = predict(model, "capacity", 4, Home.REMOTE, IDLE);
        double busiest = idle.shards().stream()
                .mapToDouble(ShardPrediction::cpuNanos)
                .max()
                .orElseThrow();
        double most = 1e9 / Math.max(busiest, idle.rankingCpuNanos());
        Prediction half = predict(model, "capacity", 4, Home.REMOTE, new Serving(most / 2, 1, 1));
        assertThat(half.p99Nanos()).isGreaterThan(idle.p99Nanos());
        assertThat(predict(model, "capacity", 4, Home.REMOTE, new Serving(most * 1.01, 1, 1))
                        .p99Nanos())
                .isInfinite();
        assertThat(predict(model, "capacity", 4, Home.REMOTE, new Serving(most / 2, 4, 1))
                        .p99Nanos())
                .isLessThan(half.p99Nanos());
    }

    @Test
    void cannotWorkFasterThanTheCoresThatAllProcessesShare() {
        ModelFacts model = ExampleModels.model(3, 20);
        Prediction apart = predict(model, "capacity", 4, Home.REMOTE, IDLE);
        Prediction many = predict(model, "capacity", 4, Home.REMOTE, Serving.onOneMachine(0, 64));
        Prediction one = predict(model, "capacity", 4, Home.REMOTE, Serving.onOneMachine(0, 1));
        assertThat(many.p50Nanos()).isEqualTo(apart.p50Nanos());
        assertThat(one.cpuNanos()).isEqualTo(apart.cpuNanos());
        assertThat(one.p50Nanos()).isGreaterThan(apart.p50Nanos());
        double most = 1e9 / one.cpuNanos();
        assertThat(predict(model, "capacity", 4, Home.REMOTE, Serving.onOneMachine(0.99 * most, 1))
                        .p99Nanos())
                .isFinite();
        assertThat(predict(model, "capacity", 4, Home.REMOTE, Serving.onOneMachine(1.01 * most, 1))
                        .p99Nanos())
                .isInfinite();
    }

    @Test
    void sendsNoMoreBagsThanIds() {
        Prediction sparse = predict(ExampleModels.of(List.of(ITEM), table -> 0.3), "one-shard", 1, Home.REMOTE, IDLE);
        double ids = 0.3 * 210;
        assertThat(sparse.wireBytes())
                .isCloseTo(
                        StageCosts.REQUEST_FRAME_BYTES
                                + StageCosts.requestBytes(ids, ids)
                                + StageCosts.RESPONSE_FRAME_BYTES
                                + StageCosts.responseBytes(ids, DIM),
                        Percentage.withPercentage(0.1));
    }

    @Test
    void addsWhatColdCallsCostOnOneMachine() {
        ModelFacts model = ExampleModels.model(3, 20);
        ShardingPlan plan = PlacementStrategies.byName("capacity")
                .plan(model, PlanConstraints.ofShards(4))
                .plan();
        PlanPredictor warm = new PlanPredictor(model, NETS, COSTS);
        PlanPredictor cold = new PlanPredictor(
                model,
                NETS,
                ExampleCosts.with(Map.of(
                        CoefficientNames.rpc(RpcCost.SHARD_CPU, RpcPart.COLD_CALL), 500_000.0,
                        CoefficientNames.rpc(RpcCost.CALLER_CPU, RpcPart.COLD_CALL), 100_000.0)));
        PlanPredictor late = new PlanPredictor(
                model, NETS, ExampleCosts.with(Map.of(CoefficientNames.rpc(RpcCost.LATENCY, RpcPart.COLD_CALL), 1e9)));
        Serving together = Serving.onOneMachine(0, 2);
        double usual = warm.predict(plan, Home.REMOTE, together).cpuNanos();
        double calls = warm.predict(plan, Home.REMOTE, together).callsPerRequest();
        assertThat(cold.predict(plan, Home.REMOTE, together).cpuNanos())
                .isCloseTo(usual + calls * 600_000, Percentage.withPercentage(0.001));
        assertThat(late.predict(plan, Home.REMOTE, together).p50Nanos()).isGreaterThan(1e9);
        assertThat(late.predict(plan, Home.REMOTE, IDLE)).isEqualTo(warm.predict(plan, Home.REMOTE, IDLE));
        assertThat(cold.predict(plan, Home.REMOTE, IDLE)).isEqualTo(warm.predict(plan, Home.REMOTE, IDLE));
    }

    @Test
    void takesTheSumOfAllWorkWhereOneCoreDoesEverything() {
        ModelFacts model = ExampleModels.of(List.of(ITEM), table -> 2);
        double pool = COSTS.poolNanos(ElementType.FLOAT32, DIM, 200, 400, 0);
        double asked = StageCosts.REQUEST_FRAME_BYTES + StageCosts.requestBytes(400, 200);
        double answered = StageCosts.RESPONSE_FRAME_BYTES + StageCosts.responseBytes(200, DIM);
        double calls = COSTS.callerCpuNanos(1, asked, answered) + COSTS.shardCpuNanos(1, asked, answered);
        assertThat(predict(model, "one-shard", 1, Home.REMOTE, Serving.onOneMachine(0, 1))
                        .p50Nanos())
                .isCloseTo(dense(false, 200) + calls + pool + dense(true, 200), Percentage.withPercentage(0.001));
        assertThat(predict(model, "singular", 1, Home.RANKING, new Serving(0, 1, 1))
                        .p50Nanos())
                .isCloseTo(dense(false, 200) + pool + dense(true, 200), Percentage.withPercentage(0.001));
    }

    @Test
    void addsReadingTheBodyWhereItsLengthIsKnown() {
        ModelFacts model = ExampleModels.of(List.of(ITEM), table -> 2);
        ShardingPlan plan = PlacementStrategies.byName("one-shard")
                .plan(model, PlanConstraints.ofShards(1))
                .plan();
        Bodies bodies = new Bodies(BodyFormat.BINARY, 1_000, 50);
        PlanPredictor overHttp = new PlanPredictor(model, NETS, COSTS, bodies);
        Prediction decoded = new PlanPredictor(model, NETS, COSTS).predict(plan, Home.REMOTE, IDLE);
        Prediction read = overHttp.predict(plan, Home.REMOTE, IDLE);
        double median = COSTS.httpNanos(BodyFormat.BINARY, HttpCost.LATENCY, 1_000 + 200 * 50);
        double mean = COSTS.httpNanos(BodyFormat.BINARY, HttpCost.CPU, 1_000 + 210 * 50);
        assertThat(read.p50Nanos() - decoded.p50Nanos()).isCloseTo(median, Percentage.withPercentage(0.01));
        assertThat(read.rankingCpuNanos() - decoded.rankingCpuNanos()).isCloseTo(mean, Percentage.withPercentage(0.01));
        assertThatThrownBy(() -> new Bodies(BodyFormat.JSON, -1, 0)).hasMessageStartingWith("bodies: -1.0");
    }

    @Test
    void callsAShardAsOftenAsRequestsHaveIdsForItAndWorksForThoseOnly() {
        ModelFacts always = ExampleModels.of(List.of(ITEM), table -> 0.001, 1);
        ModelFacts seldom = ExampleModels.of(List.of(ITEM), table -> 0.001, 0.1);
        ShardPrediction calls =
                predict(always, "one-shard", 1, Home.REMOTE, IDLE).shards().getFirst();
        ShardPrediction tenth =
                predict(seldom, "one-shard", 1, Home.REMOTE, IDLE).shards().getFirst();
        assertThat(calls.callShare()).isCloseTo(1, within(1e-12));
        assertThat(tenth.callShare()).isCloseTo(0.1, within(1e-12));
        // The rows are the same ones; what each call costs besides comes a tenth as often.
        double rows = calls.lookups() * COSTS.pool(ElementType.FLOAT32, DIM).rowNanos(1000, 1);
        assertThat(tenth.cpuNanos() - rows).isCloseTo(0.1 * (calls.cpuNanos() - rows), Percentage.withPercentage(1));
    }

    @Test
    void refusesSeveralShardsInRanking() {
        ModelFacts model = ExampleModels.model(3, 20);
        assertThatThrownBy(() -> predict(model, "capacity", 2, Home.RANKING, IDLE))
                .isInstanceOf(PlanException.class)
                .hasMessage("shards: 2 (expected: 1, which ranking holds itself)");
    }

    @Test
    void countsEachPartOfASplitTableAsACall() {
        ModelFacts model = ExampleModels.of(List.of(table("item", 100_000)), table -> 2);
        Prediction four = predict(model, "capacity", 4, Home.REMOTE, IDLE);
        assertThat(four.callsPerRequest()).isCloseTo(4, within(1e-6));
        assertThat(four.lookupsImbalance()).isCloseTo(1, within(0.01));
        // A part answers for the bags that have an id in its range: with two ids in each, 1 - (3/4)^2 of them.
        double one = predict(model, "one-shard", 1, Home.REMOTE, IDLE).wireBytes();
        assertThat(four.wireBytes()).isCloseTo(4 * (1 - 0.75 * 0.75) * one, Percentage.withPercentage(3));
    }
}
