package dev.outrank.ranking.http;

import dev.outrank.ranking.compute.Admission;
import dev.outrank.ranking.compute.ComputePool;
import dev.outrank.ranking.memory.ArrayPool;
import dev.outrank.ranking.observe.SlowRequestLog;
import dev.outrank.ranking.observe.TraceIds;
import dev.outrank.ranking.request.ModelCatalog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.springframework.util.unit.DataSize;

/** Endpoints with small limits. */
public final class TestEndpoints {

    public static final int MAX_BODY_BYTES = 20_000;

    public static final int MAX_HELD_BYTES = 10 * MAX_BODY_BYTES;

    private static final int MAX_IN_FLIGHT = 100;

    private TestEndpoints() {}

    public static RankingEndpoint over(ModelCatalog catalog, ComputePool compute, MeterRegistry meters) {
        return over(catalog, compute, new Admission(MAX_IN_FLIGHT, meters), meters);
    }

    public static RankingEndpoint over(
            ModelCatalog catalog, ComputePool compute, Admission admission, MeterRegistry meters) {
        return over(catalog, compute, admission, new BodyBudget(DataSize.ofBytes(MAX_HELD_BYTES), meters));
    }

    static RankingEndpoint over(ModelCatalog catalog, ComputePool compute, Admission admission, BodyBudget budget) {
        return new RankingEndpoint(
                catalog,
                new Bodies(DataSize.ofBytes(MAX_BODY_BYTES)),
                budget,
                new RequestTimeouts(Duration.ofSeconds(10), Map.of(), Duration.ofSeconds(20)),
                admission,
                compute,
                new ArrayPool(MAX_HELD_BYTES),
                new SlowRequestLog(Duration.ofMinutes(1), 1, new SimpleMeterRegistry()),
                TraceIds.ofLogContext());
    }
}
