package dev.outrank.gateway.replica;

import dev.outrank.replica.OutlierEjection;
import dev.outrank.replica.ReplicaBreakers;
import dev.outrank.replica.ReplicaHealth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;

/** What is known of the replicas of one service, for as long as discovery finds them. Safe for use by many threads. */
final class ServiceReplicas {

    private static final Logger log = LoggerFactory.getLogger(ServiceReplicas.class);

    private final String service;
    private final ReplicaBreakers breakers;
    private final OutlierEjection ejection;
    private final LongSupplier nanoTime;
    private final Map<String, Replica> byAuthority = new ConcurrentHashMap<>();

    /**
     * Makes one that knows no replica.
     *
     * @param service the service's name
     * @param settings when a replica is left alone
     * @param breakers where those of its replicas are made
     * @param listener hears about ejections
     * @param nanoTime like {@link System#nanoTime()}
     */
    ServiceReplicas(
            String service,
            ReplicasProperties settings,
            ReplicaBreakers breakers,
            ReplicaListener listener,
            LongSupplier nanoTime) {
        this.service = service;
        this.breakers = breakers;
        this.ejection = new OutlierEjection(settings.ejectionSettings(), new Reports(listener), nanoTime);
        this.nanoTime = nanoTime;
    }

    /** Takes in what discovery found now, forgets what it finds no more, and returns the replicas in that order. */
    List<Replica> found(List<ServiceInstance> instances) {
        Set<String> present = instances.stream().map(Replica::authority).collect(Collectors.toUnmodifiableSet());
        List<String> gone = byAuthority.keySet().stream()
                .filter(authority -> !present.contains(authority))
                .toList();
        gone.forEach(this::forget);
        return instances.stream().map(this::known).toList();
    }

    private void forget(String authority) {
        byAuthority.remove(authority);
        breakers.remove(authority);
    }

    private Replica known(ServiceInstance instance) {
        return byAuthority.computeIfAbsent(
                Replica.authority(instance),
                authority ->
                        new Replica(instance, new ReplicaHealth(authority, breakers.breaker(authority), nanoTime)));
    }

    /** Returns all replicas, in no order. */
    List<Replica> all() {
        return List.copyOf(byAuthority.values());
    }

    /** Ejects those that stand out, and readmits those that do no more; for one thread at a time. */
    void sweep() {
        ejection.sweep(all().stream().map(Replica::health).toList());
    }

    private final class Reports implements OutlierEjection.Listener {

        private final ReplicaListener listener;

        private Reports(ReplicaListener listener) {
            this.listener = listener;
        }

        @Override
        public void ejected(ReplicaHealth replica, String why) {
            log.warn("{}: replica {} is left alone: {}", service, replica.name(), why);
            listener.ejected(service);
        }

        @Override
        public void readmitted(ReplicaHealth replica) {
            log.info("{}: replica {} takes requests again", service, replica.name());
        }
    }
}
