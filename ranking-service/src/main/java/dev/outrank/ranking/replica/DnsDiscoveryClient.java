package dev.outrank.ranking.replica;

import io.netty.channel.EventLoop;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The instances of a service are the IPv4 addresses of its name, asked of the name servers every time: what they say may be a second old at most, however
 * long they allow. A name that has not existed for {@link #MISSING} has no instances; until then, and while name servers are silent or fail, those known stay.
 */
final class DnsDiscoveryClient implements ReactiveDiscoveryClient, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DnsDiscoveryClient.class);

    /** Name servers in clusters allow 5 to 30 s, and replicas come and go faster. */
    private static final int MOST_SECONDS = 1;

    /** A name server that starts, or a record that is replaced, denies a name for a moment: longer than that, and no longer than is worth trying dead addresses. */
    static final Duration MISSING = Duration.ofSeconds(5);

    private static final String SERVICE = "{service}";

    private final String host;
    private final int port;
    private final DnsNameResolver resolver;
    private final LongSupplier nanoTime;
    private final Map<String, List<ServiceInstance>> known = new ConcurrentHashMap<>();
    private final Map<String, Long> missingSinceNanos = new ConcurrentHashMap<>();

    /**
     * Makes a client.
     *
     * @param settings with a host
     * @param servers the name servers; null for those of this machine
     * @param nanoTime like {@link System#nanoTime()}
     */
    DnsDiscoveryClient(
            String host,
            DiscoveryProperties.Dns settings,
            EventLoop loop,
            @Nullable DnsServerAddressStreamProvider servers,
            LongSupplier nanoTime) {
        this.host = host;
        this.nanoTime = nanoTime;
        this.port = settings.port();
        DnsNameResolverBuilder builder = new DnsNameResolverBuilder(loop)
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                .resolvedAddressTypes(ResolvedAddressTypes.IPV4_ONLY)
                .queryTimeoutMillis(settings.timeout().toMillis())
                .ttl(0, MOST_SECONDS)
                .negativeTtl(0);
        this.resolver = (servers == null ? builder : builder.nameServerProvider(servers)).build();
    }

    @Override
    public String description() {
        return "addresses of " + host;
    }

    @Override
    public Flux<ServiceInstance> getInstances(String service) {
        return addresses(host.replace(SERVICE, service))
                .map(addresses -> addresses.stream()
                        .map(InetAddress::getHostAddress)
                        .sorted()
                        .map(address -> instance(service, address))
                        .toList())
                .doOnNext(instances -> {
                    known.put(service, instances);
                    missingSinceNanos.remove(service);
                })
                .onErrorResume(failure -> {
                    if (isUnknownName(failure)) {
                        forgetIfMissing(service);
                        return Mono.just(known.getOrDefault(service, List.of()));
                    }
                    log.warn("Cannot ask for the addresses of {}, those known stay: {}", service, failure.getMessage());
                    return Mono.just(known.getOrDefault(service, List.of()));
                })
                .flatMapIterable(instances -> instances);
    }

    private void forgetIfMissing(String service) {
        long now = nanoTime.getAsLong();
        Long before = missingSinceNanos.putIfAbsent(service, now);
        if (before != null && now - before >= MISSING.toNanos()) {
            known.remove(service);
        }
    }

    private Mono<List<InetAddress>> addresses(String name) {
        return Mono.create(sink -> resolver.resolveAll(name).addListener(done -> {
            if (done.isSuccess()) {
                @SuppressWarnings("unchecked") // resolveAll gives lists of addresses.
                List<InetAddress> addresses = (List<InetAddress>) done.getNow();
                sink.success(addresses);
            } else {
                sink.error(done.cause());
            }
        }));
    }

    private ServiceInstance instance(String service, String address) {
        return new DefaultServiceInstance(service + '@' + address, service, address, port, false, Map.of());
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

    /** Returns nothing: services are found by their names, and not listed. */
    @Override
    public Flux<String> getServices() {
        return Flux.empty();
    }

    @Override
    public void close() {
        resolver.close();
    }
}
