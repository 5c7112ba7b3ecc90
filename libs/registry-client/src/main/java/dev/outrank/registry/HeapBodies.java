package dev.outrank.registry;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * Has a client's answers come on the heap: each of Netty's buffers is copied and given back as soon as it comes.
 *
 * <p>For small answers that are waited for with a timeout. That ends the wait on another thread than the one that decodes, and buffers that were being joined at that moment
 * would be lost: whoever cancels finds them handed on, and the one that they were handed to finds that nobody waits.
 */
public final class HeapBodies implements ExchangeFilterFunction {

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        return next.exchange(request).map(response -> response.mutate()
                .body(body -> body.map(HeapBodies::copied))
                .build());
    }

    private static DataBuffer copied(DataBuffer buffer) {
        try {
            byte[] bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            return DefaultDataBufferFactory.sharedInstance.wrap(bytes);
        } finally {
            DataBufferUtils.release(buffer);
        }
    }
}
