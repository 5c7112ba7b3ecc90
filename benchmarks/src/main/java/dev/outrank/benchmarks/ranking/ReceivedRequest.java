package dev.outrank.benchmarks.ranking;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;

/** A request whose body is there already. */
final class ReceivedRequest extends AbstractServerHttpRequest {

    private final List<DataBuffer> body;

    ReceivedRequest(URI uri, HttpHeaders headers, List<DataBuffer> body) {
        super(HttpMethod.POST, uri, null, headers);
        this.body = body;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return Flux.fromIterable(body);
    }

    @Override
    public @Nullable InetSocketAddress getRemoteAddress() {
        return null;
    }

    @Override
    protected MultiValueMap<String, HttpCookie> initCookies() {
        return new LinkedMultiValueMap<>();
    }

    @Override
    protected @Nullable SslInfo initSslInfo() {
        return null;
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // Inherited.
    public <T> T getNativeRequest() {
        throw new IllegalStateException("request: none of a server (expected: nobody asks)");
    }
}
