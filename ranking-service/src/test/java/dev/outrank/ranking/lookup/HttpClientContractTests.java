package dev.outrank.ranking.lookup;

import dev.outrank.ranking.fixture.FakeShard;
import dev.outrank.ranking.fixture.LookupClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

class HttpClientContractTests extends RemoteClientContract {

    private static final int MAX_FRAME_BYTES = 1 << 24;

    private final ShardConnections connections =
            new ShardConnections(new HttpClientSettings(Duration.ofSeconds(1), 64, 512, PATIENCE, MAX_FRAME_BYTES));

    @Override
    EmbeddingClient connect(FakeShard shard) {
        return LookupClients.http(
                LookupClients.at("127.0.0.1", shard.port()),
                connections,
                MAX_FRAME_BYTES,
                LookupClients.patient(),
                new SimpleMeterRegistry());
    }

    @AfterEach
    void closeConnections() {
        connections.close();
    }
}
