package dev.outrank.benchmarks.ranking;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.HttpHandler;

/** Hands requests to the service's routes in buffers, as a server would that has received them. */
final class DirectCalls implements Calls {

    /** What Reactor Netty reads at a time. */
    private static final int PART_BYTES = 64 << 10;

    private final HttpHandler routes;
    private final URI uri;
    private final NettyDataBufferFactory buffers =
            new NettyDataBufferFactory(Unpooled.buffer(0).alloc());
    private final IdentityHashMap<CallBody, List<ByteBuf>> received = new IdentityHashMap<>();

    DirectCalls(HttpHandler routes, String path) {
        this.routes = routes;
        this.uri = URI.create("http://localhost" + path);
    }

    @Override
    public byte[] call(CallBody body) {
        HttpHeaders headers = new HttpHeaders();
        headers.putAll(body.headers());
        headers.setContentLength(body.bytes().length);
        List<ByteBuf> parts = received.computeIfAbsent(body, DirectCalls::parts);
        ReceivedRequest request = new ReceivedRequest(
                uri,
                headers,
                parts.stream()
                        .<DataBuffer>map(part -> buffers.wrap(part.retainedDuplicate()))
                        .toList());
        CollectedResponse response = new CollectedResponse(buffers);
        routes.handle(request, response).block();
        return response.body();
    }

    private static List<ByteBuf> parts(CallBody body) {
        List<ByteBuf> parts = new ArrayList<>();
        for (int from = 0; from < body.bytes().length; from += PART_BYTES) {
            int length = Math.min(PART_BYTES, body.bytes().length - from);
            ByteBuffer part = ByteBuffer.allocateDirect(length).put(body.bytes(), from, length);
            parts.add(Unpooled.wrappedBuffer(part.flip()));
        }
        return parts;
    }
}
