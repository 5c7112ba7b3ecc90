package dev.outrank.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class HeapBodiesTests {

    private static final ClientRequest REQUEST =
            ClientRequest.create(HttpMethod.GET, URI.create("http://registry")).build();

    private final NettyDataBufferFactory netty = new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT);

    private static Flux<DataBuffer> through(Flux<DataBuffer> body) {
        ClientResponse response =
                ClientResponse.create(HttpStatus.OK).body(body).build();
        return new HeapBodies()
                .filter(REQUEST, request -> Mono.just(response))
                .flatMapMany(filtered -> filtered.bodyToFlux(DataBuffer.class));
    }

    @Test
    void givesEachBufferBackBeforeItIsHandedOn() {
        List<ByteBuf> parts = List.of(
                Unpooled.copiedBuffer("one", StandardCharsets.UTF_8),
                Unpooled.copiedBuffer(" and two", StandardCharsets.UTF_8));
        StringBuilder seen = new StringBuilder();

        StepVerifier.create(through(Flux.fromIterable(parts).map(netty::wrap)).doOnNext(buffer -> {
                    assertThat(buffer).isNotInstanceOf(NettyDataBuffer.class);
                    seen.append(buffer.toString(StandardCharsets.UTF_8));
                    assertThat(parts.get(seen.length() == 3 ? 0 : 1).refCnt()).isZero();
                }))
                .expectNextCount(2)
                .verifyComplete();

        assertThat(seen).hasToString("one and two");
    }
}
