package dev.outrank.planner.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Scope;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class StageCostsTests {

    private static final ElementType INT8 = ElementType.INT8;
    private static final Offset<Double> EXACT = Offset.offset(1e-9);

    @Test
    void addsLookupBagsAndCachedRowsWhenAllRowsAreCached() {
        StageCosts costs = CostFixtures.costs(Map.of(
                CoefficientNames.LOOKUP,
                1000.0,
                CoefficientNames.bag(INT8),
                10.0,
                CoefficientNames.bagElement(INT8),
                0.5,
                CoefficientNames.cachedRow(INT8),
                4.0,
                CoefficientNames.cachedElement(INT8),
                0.25));
        assertThat(costs.poolNanos(INT8, 8, 3, 30, 0)).isCloseTo(1000 + 3 * (10 + 4) + 30 * (4 + 2), EXACT);
    }

    @Test
    void takesLittleMoreThanTheLongestWaitWhenRowsComeFromMemory() {
        // 56 + 8 bytes are one line, whatever the row: packed rows are 64 bytes apart.
        StageCosts costs = CostFixtures.costs(Map.of(
                CoefficientNames.missedRow(INT8), 3.0,
                CoefficientNames.missedLine(INT8), 4.0,
                CoefficientNames.missedElement(INT8), 5.0 * 10 / 56));
        assertThat(costs.poolNanos(INT8, 56, 1, 0, 10)).isCloseTo(10 * 6, EXACT);
    }

    @Test
    void chargesMoreForMissedRowsWhenOthersAreCached() {
        StageCosts costs =
                CostFixtures.costs(Map.of(CoefficientNames.missedRow(INT8), 40.0, CoefficientNames.MIXED, 0.5));
        assertThat(costs.poolNanos(INT8, 16, 1, 0, 10)).isCloseTo(400, EXACT);
        assertThat(costs.poolNanos(INT8, 16, 1, 10, 10)).isCloseTo(400 * 1.25, EXACT);
    }

    @Test
    void costsTheLookupAloneWhenBagsAreEmpty() {
        StageCosts costs =
                CostFixtures.costs(Map.of(CoefficientNames.LOOKUP, 7.0, CoefficientNames.missedElement(INT8), 1.0));
        assertThat(costs.poolNanos(INT8, 16, 0, 0, 0)).isEqualTo(7);
    }

    @Test
    void addsNetworkToLatencyAloneWhenCalled() {
        StageCosts costs = CostFixtures.costs(Map.of(
                CoefficientNames.ROUND_TRIP,
                50_000.0,
                CoefficientNames.rpc(RpcCost.LATENCY, RpcPart.CALL),
                100.0,
                CoefficientNames.rpc(RpcCost.LATENCY, RpcPart.LOOKUP),
                10.0,
                CoefficientNames.rpc(RpcCost.LATENCY, RpcPart.REQUEST_BYTE),
                2.0,
                CoefficientNames.rpc(RpcCost.LATENCY, RpcPart.RESPONSE_BYTE),
                3.0,
                CoefficientNames.rpc(RpcCost.CALLER_CPU, RpcPart.CALL),
                70.0,
                CoefficientNames.rpc(RpcCost.SHARD_CPU, RpcPart.RESPONSE_BYTE),
                1.5));
        assertThat(costs.callNanos(4, 20, 30)).isCloseTo(50_000 + 100 + 40 + 40 + 90, EXACT);
        assertThat(costs.callerCpuNanos(4, 20, 30)).isCloseTo(70, EXACT);
        assertThat(costs.shardCpuNanos(4, 20, 30)).isCloseTo(45, EXACT);
    }

    @Test
    void sharesCachesAmongProcesses() {
        StageCosts costs =
                CostFixtures.costs(Map.of(CoefficientNames.CACHE_BYTES, 900.0, CoefficientNames.LOOKUP, 7.0));
        assertThat(costs.sharingCaches(9).cacheBytes()).isEqualTo(100);
        assertThat(costs.sharingCaches(9).poolNanos(INT8, 16, 0, 0, 0)).isEqualTo(7);
    }

    @Test
    void chargesWeightsByWhereTheyStayWhenNetRuns() {
        StageCosts costs = CostFixtures.costs(Map.of(
                CoefficientNames.DENSE_RUN, 5.0,
                CoefficientNames.DENSE_NEAR_BYTES, 100.0,
                CoefficientNames.DENSE_NEAR_BYTE, 1.0,
                CoefficientNames.DENSE_PARAMETER_BYTE, 2.0,
                CoefficientNames.DENSE_FAR_BYTES, 400.0,
                CoefficientNames.DENSE_FAR_BYTE, 3.0,
                CoefficientNames.DENSE_MULTIPLY_ADD, 0.5,
                CoefficientNames.DENSE_ACTIVATION, 0.25));
        assertThat(costs.denseNanos(net(80, 0, 0), 1)).isCloseTo(5 + 80, EXACT);
        assertThat(costs.denseNanos(net(300, 0, 0), 1)).isCloseTo(5 + 100 + 400, EXACT);
        assertThat(costs.denseNanos(net(500, 0, 0), 1)).isCloseTo(5 + 100 + 600 + 300, EXACT);
        assertThat(costs.denseNanos(net(30, 20, 8), 4))
                .isCloseTo(5 + Math.cbrt(30 * 30 * 30 + 40 * 40 * 40) + 8, EXACT);
    }

    private static NetFacts net(long bytes, long multiplyAdds, long activations) {
        return new NetFacts("net", Scope.CANDIDATE, bytes, multiplyAdds, activations);
    }

    @Test
    void countsLinesOfRowsThatLieAnywhereWhenTheirBytesAreNoMultipleOfLines() {
        assertThat(RowLines.mean(ElementType.FLOAT32, 64)).isEqualTo(4);
        // 72 bytes, 80 apart: at 0, 16, 32 and 48 of a line two lines each.
        assertThat(RowLines.mean(INT8, 64)).isEqualTo(2);
        // 24 bytes, 32 apart.
        assertThat(RowLines.mean(INT8, 16)).isEqualTo(1);
        // 40 bytes, 48 apart: from 0 and 16 one line, from 32 and 48 two.
        assertThat(RowLines.mean(INT8, 32)).isEqualTo(1.5);
    }

    @Test
    void countsBytesOfLookupsWhenAsked() {
        assertThat(StageCosts.requestBytes(100, 10)).isBetween(24.0 + 420, 24.0 + 420 + 8);
        assertThat(StageCosts.responseBytes(10, 64)).isBetween(16.0 + 2560, 16.0 + 2560 + 64);
    }
}
