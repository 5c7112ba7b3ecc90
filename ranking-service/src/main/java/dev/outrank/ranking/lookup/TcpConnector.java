package dev.outrank.ranking.lookup;

import dev.outrank.lookup.connection.LookupConnection;
import dev.outrank.ranking.replica.Replica;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;

/** Makes connections to replicas, each on the event loop that is asked for. */
final class TcpConnector {

    /** Container engines answer with 10 minutes, but a replica that is started again may have another address at once. */
    private static final Duration ADDRESS_TIME_TO_LIVE = Duration.ofSeconds(1);

    /** A connection whose peer takes nothing any more refuses calls from here on: 32 MB of requests. */
    private static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(16 << 20, 32 << 20);

    private final TcpClientSettings settings;
    private final TcpClient tcp;
    private final List<EventLoop> loops;

    TcpConnector(TcpClientSettings settings, LoopResources resources) {
        this.settings = settings;
        TcpClient plain = TcpClient.create(ConnectionProvider.newConnection())
                .runOn(resources)
                .resolver(names -> names.cacheMaxTimeToLive(ADDRESS_TIME_TO_LIVE))
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(settings.connectTimeout().toMillis()))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS);
        SslContext tls = settings.tls();
        this.tcp = tls == null ? plain : plain.secure(ssl -> ssl.sslContext(tls));
        this.loops = loops(resources.onClient(LoopResources.DEFAULT_NATIVE));
    }

    private static List<EventLoop> loops(EventLoopGroup group) {
        List<EventLoop> loops = new ArrayList<>();
        for (EventExecutor loop : group) {
            loops.add((EventLoop) loop);
        }
        return loops;
    }

    TcpClientSettings settings() {
        return settings;
    }

    /** Returns the event loops for the connections of one replica. */
    List<EventLoop> spread() {
        int wanted = settings.connections() == 0 ? loops.size() : settings.connections();
        List<EventLoop> spread = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            spread.add(loops.get(i % loops.size()));
        }
        return spread;
    }

    /** Connects on subscription; the channel's handler tells the listener what becomes of it. */
    Mono<LookupConnection> connect(Replica replica, EventLoop loop, LookupConnection.Listener listener) {
        return Mono.defer(() -> {
            LookupConnection handler =
                    new LookupConnection(settings.connection().withEncryption(settings.tls() != null), listener);
            return tcp.runOn(loop)
                    .host(replica.host())
                    .port(replica.port())
                    .doOnChannelInit((observer, channel, remote) ->
                            channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, "outrank.lookups", handler))
                    .connect()
                    .thenReturn(handler);
        });
    }
}
