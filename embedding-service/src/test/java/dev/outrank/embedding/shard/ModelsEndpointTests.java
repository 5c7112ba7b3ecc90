package dev.outrank.embedding.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

final class ModelsEndpointTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
    private final MockServerWebExchange exchange =
            MockServerWebExchange.builder(MockServerHttpRequest.get("/models")).build();

    @Test
    void listsOnAThreadThatMayBlockWhenAnEventLoopAsks() {
        try (ShardCatalog catalog = ShardCatalogs.telling(version -> {})) {
            Mono<Boolean> blockable = Mono.defer(() -> answer(catalog))
                    .map(response -> !Schedulers.isInNonBlockingThread())
                    .subscribeOn(Schedulers.parallel());

            assertThat(blockable.block(PATIENCE)).isTrue();
        }
    }

    @Test
    void holdsNoBufferOfNettysThatACallerWhoLeavesCouldLose() {
        MockServerHttpResponse http = new MockServerHttpResponse(new NettyDataBufferFactory(allocator));
        MockServerWebExchange counting = MockServerWebExchange.builder(MockServerHttpRequest.get("/models"))
                .build();
        try (ShardCatalog catalog = ShardCatalogs.telling(version -> {})) {
            answer(catalog)
                    .flatMap(response ->
                            response.writeTo(counting.mutate().response(http).build(), new Codecs()))
                    .block(PATIENCE);

            assertThat(allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory())
                    .isZero();
            assertThat(http.getBodyAsString().block(PATIENCE)).contains("\"loaded\":[]");
        }
    }

    private Mono<ServerResponse> answer(ShardCatalog catalog) {
        return new ModelsEndpoint(catalog, JsonMapper.shared()).list(ServerRequest.create(exchange, List.of()));
    }

    /** Spring's own. */
    private static final class Codecs implements ServerResponse.Context {

        @Override
        public List<HttpMessageWriter<?>> messageWriters() {
            return ServerCodecConfigurer.create().getWriters();
        }

        @Override
        public List<ViewResolver> viewResolvers() {
            return List.of();
        }
    }
}
