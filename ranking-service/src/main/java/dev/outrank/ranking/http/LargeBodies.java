package dev.outrank.ranking.http;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * Takes bodies from their connections in pieces of up to 256 KiB. A request of drm1 has half a megabyte: in the 8 KiB that HTTP servers cut by default it
 * is sixty buffers, each with five objects around it.
 */
final class LargeBodies implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

    private static final int LEAST_BYTES = 2 << 10;
    private static final int FIRST_BYTES = 16 << 10;
    private static final int MOST_BYTES = 256 << 10;

    @Override
    @SuppressWarnings("deprecation") // The size of pieces ends with Netty 5, which has no such limit.
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.httpRequestDecoder(decoder -> decoder.maxChunkSize(MOST_BYTES))
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(LEAST_BYTES, FIRST_BYTES, MOST_BYTES)));
    }
}
