package dev.outrank.ranking.http;

import dev.outrank.ranking.compute.ComputePool;
import dev.outrank.ranking.request.ModelCatalog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** Endpoints with small limits. */
public final class TestEndpoints {

    public static final int MAX_BODY_BYTES = 20_000;

    private TestEndpoints() {}

    public static RankingEndpoint over(ModelCatalog catalog, ComputePool compute, MeterRegistry meters) {
        return new RankingEndpoint(
                catalog,
                new JsonBodies(DataSize.ofBytes(MAX_BODY_BYTES)),
                new RequestTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(20)),
                compute,
                meters);
    }
}
