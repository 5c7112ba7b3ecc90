package dev.outrank.embedding.lookup;

import dev.outrank.lookup.connection.ConnectionSettings;
import dev.outrank.lookup.connection.RequestHandler;
import dev.outrank.lookup.connection.ServingConnection;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.netty.DisposableServer;
import reactor.netty.NettyPipeline;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpServer;

/** Listens for connections of ranking services; stops by asking them to go. */
final class TcpLookupServer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TcpLookupServer.class);
    private static final String HANDLER = "outrank.lookups";

    /** Answers are pooled whole, so that water marks bound what is read, not what is written: 1 MB. */
    private static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(256 << 10, 1 << 20);

    private final InetSocketAddress address;
    private final ConnectionSettings settings;
    private final RequestHandler handler;
    private final Duration drain;
    private final LoopResources loops;
    private final @Nullable SslContext tls;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private volatile @Nullable DisposableServer server;
    private volatile boolean stopping;

    TcpLookupServer(
            InetSocketAddress address,
            ConnectionSettings settings,
            RequestHandler handler,
            Duration drain,
            LoopResources loops,
            @Nullable SslContext tls) {
        this.address = address;
        this.settings = settings;
        this.handler = handler;
        this.drain = drain;
        this.loops = loops;
        this.tls = tls;
    }

    @Override
    public void start() {
        TcpServer tcp = TcpServer.create()
                .runOn(loops)
                .bindAddress(() -> address)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
                .doOnChannelInit((observer, channel, remote) -> accept(channel));
        SslContext secured = tls;
        if (secured != null) {
            tcp = tcp.secure(ssl -> ssl.sslContext(secured));
        }
        stopping = false;
        DisposableServer bound = tcp.bindNow();
        server = bound;
        log.info("Answering lookups over TCP on port {}{}", bound.port(), tls == null ? "" : " (TLS)");
    }

    private void accept(Channel channel) {
        ServingConnection connection = new ServingConnection(settings.withEncryption(tls != null), handler);
        channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, HANDLER, connection);
        connections.add(channel);
        if (stopping) {
            // Accepted just before the port was closed; those that stop() has seen are told there.
            connection.goAway();
        }
    }

    /** Returns the port that it listens on. */
    int port() {
        return Objects.requireNonNull(server).port();
    }

    /** As {@link #stop()}, on a thread of its own: the HTTP server ends at the same time. */
    @Override
    public void stop(Runnable ended) {
        Thread.ofPlatform().name("lookups-drain").start(() -> {
            try {
                stop();
            } finally {
                ended.run();
            }
        });
    }

    /** Takes no new connections, asks those that are open to go, and closes those that stay too long. */
    @Override
    public void stop() {
        DisposableServer bound = server;
        if (bound == null) {
            return;
        }
        server = null;
        stopping = true;
        bound.channel().close().awaitUninterruptibly(drain.toMillis());
        for (Channel channel : connections) {
            ServingConnection connection = channel.pipeline().get(ServingConnection.class);
            if (connection != null) {
                connection.goAway();
            }
        }
        if (!connections.newCloseFuture().awaitUninterruptibly(drain.toMillis(), TimeUnit.MILLISECONDS)) {
            log.warn(
                    "Closing {} connections that are still open {} after they were asked to go",
                    connections.size(),
                    drain);
            connections.close().awaitUninterruptibly();
        }
        bound.disposeNow();
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    /** Ends beside the graceful end of the HTTP server. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1024;
    }
}
