package dev.outrank.replica.dns;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The IPv4 addresses of services, asked of the name servers every time: what they say may be a second old at most, however long they allow. A name that has
 * not existed for {@link #MISSING} has no addresses; until then, and while name servers are silent or fail, those known stay. Thread-safe; owns one thread,
 * since questions are few and nobody waits for them.
 */
public final class ServiceAddresses implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ServiceAddresses.class);

    /** Name servers in clusters allow 5 to 30 s, and replicas come and go faster. */
    private static final int MOST_SECONDS = 1;

    /** A name server that starts, or a record that is replaced, denies a name for a moment: longer than that, and no longer than is worth trying dead addresses. */
    static final Duration MISSING = Duration.ofSeconds(5);

    private static final String SERVICE = "{service}";

    private final String host;
    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final DnsNameResolver resolver;
    private final LongSupplier nanoTime;
    private final Map<String, List<String>> known = new ConcurrentHashMap<>();
    private final Map<String, Long> missingSinceNanos = new ConcurrentHashMap<>();

    /**
     * Asks the name servers of this machine.
     *
     * @param host the name, in which {@code {service}} stands for the service's
     * @param timeout time that a name server has to answer
     */
    public ServiceAddresses(String host, Duration timeout) {
        this(host, timeout, null, System::nanoTime);
    }

    /**
     * Makes the addresses of parts.
     *
     * @param servers the name servers; null for those of this machine
     * @param nanoTime like {@link System#nanoTime()}
     */
    ServiceAddresses(
            String host, Duration timeout, @Nullable DnsServerAddressStreamProvider servers, LongSupplier nanoTime) {
        this.host = host;
        this.nanoTime = nanoTime;
        DnsNameResolverBuilder builder = new DnsNameResolverBuilder(loop.next())
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                .resolvedAddressTypes(ResolvedAddressTypes.IPV4_ONLY)
                .queryTimeoutMillis(timeout.toMillis())
                .ttl(0, MOST_SECONDS)
                .negativeTtl(0);
        this.resolver = (servers == null ? builder : builder.nameServerProvider(servers)).build();
    }

    /** Returns the addresses of a service, in order, soon; never a failure. */
    public CompletionStage<List<String>> of(String service) {
        CompletableFuture<List<String>> found = new CompletableFuture<>();
        resolver.resolveAll(host.replace(SERVICE, service)).addListener(done -> {
            if (done.isSuccess()) {
                @SuppressWarnings("unchecked") // resolveAll gives lists of addresses.
                List<InetAddress> addresses = (List<InetAddress>) done.getNow();
                found.complete(learned(service, addresses));
            } else {
                found.complete(remembered(service, done.cause()));
            }
        });
        return found;
    }

    private List<String> learned(String service, List<InetAddress> addresses) {
        List<String> hosts =
                addresses.stream().map(InetAddress::getHostAddress).sorted().toList();
        known.put(service, hosts);
        missingSinceNanos.remove(service);
        return hosts;
    }

    private List<String> remembered(String service, Throwable failure) {
        if (isUnknownName(failure)) {
            forgetIfMissing(service);
        } else {
            log.warn("Cannot ask for the addresses of {}, those known stay: {}", service, failure.getMessage());
        }
        return known.getOrDefault(service, List.of());
    }

    private void forgetIfMissing(String service) {
        long now = nanoTime.getAsLong();
        Long before = missingSinceNanos.putIfAbsent(service, now);
        if (before != null && now - before >= MISSING.toNanos()) {
            known.remove(service);
        }
    }

    private static boolean isUnknownName(Throwable failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof DnsErrorCauseException error) {
                return error.getCode().equals(DnsResponseCode.NXDOMAIN);
            }
            cause = cause.getCause();
        }
        return false;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // Nobody needs to know when its thread has ended.
    public void close() {
        resolver.close();
        loop.shutdownGracefully();
    }
}
