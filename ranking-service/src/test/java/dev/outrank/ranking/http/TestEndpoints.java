package dev.outrank.ranking.http;

import dev.outrank.ranking.compute.ComputePool;
import dev.outrank.ranking.memory.ArrayPool;
import dev.outrank.ranking.request.ModelCatalog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** Endpoints with small limits. */
public final class TestEndpoints {

    public static final int MAX_BODY_BYTES = 20_000;

    public static final int MAX_HELD_BYTES = 10 * MAX_BODY_BYTES;

    private TestEndpoints() {}

    public static RankingEndpoint over(ModelCatalog catalog, ComputePool compute, MeterRegistry meters) {
        return over(catalog, compute, new BodyBudget(DataSize.ofBytes(MAX_HELD_BYTES), meters));
    }

    static RankingEndpoint over(ModelCatalog catalog, ComputePool compute, BodyBudget budget) {
        return new RankingEndpoint(
                catalog,
                new Bodies(DataSize.ofBytes(MAX_BODY_BYTES)),
                budget,
                new RequestTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(20)),
                compute,
                new ArrayPool(MAX_HELD_BYTES));
    }
}
