package dev.outrank.gateway.replica;

import dev.outrank.replica.dns.ServiceAddresses;
import java.util.Map;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The instances of a service are the addresses of its name. */
final class DnsDiscoveryClient implements ReactiveDiscoveryClient, AutoCloseable {

    private final ServiceAddresses addresses;
    private final int port;

    /**
     * Makes a client.
     *
     * @param addresses closed with this
     * @param port of the instances for HTTP
     */
    DnsDiscoveryClient(ServiceAddresses addresses, int port) {
        this.addresses = addresses;
        this.port = port;
    }

    @Override
    public String description() {
        return "addresses of names";
    }

    @Override
    public Flux<ServiceInstance> getInstances(String service) {
        return Mono.fromCompletionStage(() -> addresses.of(service))
                .flatMapIterable(found -> found)
                .map(address -> instance(service, address));
    }

    private ServiceInstance instance(String service, String address) {
        return new DefaultServiceInstance(service + '@' + address, service, address, port, false, Map.of());
    }

    /** Returns nothing: services are found by their names, and not listed. */
    @Override
    public Flux<String> getServices() {
        return Flux.empty();
    }

    @Override
    public void close() {
        addresses.close();
    }
}
