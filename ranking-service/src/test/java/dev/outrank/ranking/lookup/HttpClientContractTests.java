package dev.outrank.ranking.lookup;

import dev.outrank.ranking.fixture.FakeShard;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;

class HttpClientContractTests extends RemoteClientContract {

    private static final int MAX_FRAME_BYTES = 1 << 24;

    private final ShardConnections connections =
            new ShardConnections(new HttpClientSettings(Duration.ofSeconds(1), 64, 512, PATIENCE, MAX_FRAME_BYTES));

    @Override
    EmbeddingClient connect(FakeShard shard) {
        WebClient http = WebClient.builder()
                .clientConnector(connections.connector())
                .filter((request, next) -> next.exchange(ClientRequest.from(request)
                        .url(URI.create("http://127.0.0.1:" + shard.port() + "/lookup"))
                        .build()))
                .build();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ShardBreakers breakers = new ShardBreakers(new BreakerSettings(100, 100, 50, Duration.ofMillis(50)), meters);
        return new HttpEmbeddingClient(http, breakers, MAX_FRAME_BYTES, meters);
    }

    @AfterEach
    void closeConnections() {
        connections.close();
    }
}
