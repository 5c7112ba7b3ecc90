package dev.outrank.embedding.lookup;

import dev.outrank.embedding.shard.ShardCatalog;
import dev.outrank.lookup.connection.ConnectionSettings;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/** Wires lookups over TCP. */
@Configuration(proxyBeanMethods = false)
class TcpConfiguration {

    @Bean
    TcpLookupServer tcpLookupServer(
            TcpProperties tcp,
            LookupProperties lookups,
            ServerProperties http,
            ReactorResourceFactory resources,
            SslBundles bundles,
            ShardCatalog catalog,
            FrameBudget budget,
            LookupQueue queue,
            FrameAnswers answers) {
        TcpLookups handler = new TcpLookups(
                catalog, budget, queue, answers, tcp.inlineBytes().toBytes());
        return new TcpLookupServer(
                address(tcp, http),
                settings(tcp, lookups),
                handler,
                tcp.drain(),
                Objects.requireNonNull(resources.getLoopResources()),
                tls(tcp, bundles));
    }

    private static InetSocketAddress address(TcpProperties tcp, ServerProperties http) {
        Integer serverPort = http.getPort();
        int port = tcp.portBeside(serverPort == null ? 8080 : serverPort);
        InetAddress host = http.getAddress();
        return host == null ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }

    private static ConnectionSettings settings(TcpProperties tcp, LookupProperties lookups) {
        return new ConnectionSettings(
                lookups.maxFrameLength(),
                tcp.maxStreams(),
                tcp.quiet(),
                tcp.patience(),
                Math.toIntExact(tcp.maxUnsentBytes().toBytes()),
                false);
    }

    private static @Nullable SslContext tls(TcpProperties tcp, SslBundles bundles) {
        String name = tcp.ssl().bundle();
        if (name == null) {
            return null;
        }
        SslBundle bundle = bundles.getBundle(name);
        try {
            return SslContextBuilder.forServer(bundle.getManagers().getKeyManagerFactory())
                    .trustManager(bundle.getManagers().getTrustManagerFactory())
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(
                    "outrank.embedding.tcp.ssl.bundle: '" + name + "' (expected: a key and its certificate)", e);
        }
    }
}
