package dev.outrank.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

final class ClientTests {

    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.7");

    private static ServerHttpRequest request(@Nullable String key) {
        MockServerHttpRequest.BaseBuilder<?> request =
                MockServerHttpRequest.get("/v2").remoteAddress(new InetSocketAddress(ADDRESS, 4711));
        return (key == null ? request : request.header("X-Key", key)).build();
    }

    @Test
    void isTheRemoteAddressWhenNoHeaderIsAskedFor() {
        assertThat(Client.of(request("k"), null)).isEqualTo(new Client.Remote(ADDRESS));
    }

    @Test
    void isTheValueOfTheHeader() {
        assertThat(Client.of(request("k"), "x-key")).isEqualTo(new Client.Keyed("k"));
    }

    @Test
    void isTheRemoteAddressWhenTheHeaderIsMissingOrEmpty() {
        assertThat(Client.of(request(null), "X-Key")).isEqualTo(new Client.Remote(ADDRESS));
        assertThat(Client.of(request(" "), "X-Key")).isEqualTo(new Client.Remote(ADDRESS));
    }

    @Test
    void isNeverTheSameByNameAndByAddress() {
        assertThat(Client.of(request("192.0.2.7"), "X-Key")).isNotEqualTo(Client.of(request(null), "X-Key"));
    }
}
