package dev.outrank.gateway.replica;

import dev.outrank.replica.ReplicaBreakers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/** What is known of the replicas of all services; looks for those that stand out. Safe for use by many threads. */
final class Replicas implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Replicas.class);

    /** As {@code OutlierEjection} asks; its percentiles are of ten of these. */
    private static final long SWEEP_MILLIS = 200;

    private final ReplicasProperties properties;
    private final ReplicaBreakers breakers;
    private final ReplicaListener listener;
    private final Map<String, ServiceReplicas> byService = new ConcurrentHashMap<>();

    /** No scheduler of Reactor's: ending a histogram's interval may wait for those that record. */
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("replica-sweep").factory());

    Replicas(ReplicasProperties properties, ReplicaBreakers breakers, ReplicaListener listener) {
        this.properties = properties;
        this.breakers = breakers;
        this.listener = listener;
    }

    /** Begins to look for replicas that stand out. */
    Replicas sweeping() {
        var _ = sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        return this;
    }

    private void sweep() {
        try {
            byService.values().forEach(ServiceReplicas::sweep);
        } catch (RuntimeException failure) {
            log.error("replicas: could not be compared", failure);
        }
    }

    /** Returns the replicas of a service. */
    ServiceReplicas of(String service) {
        return byService.computeIfAbsent(
                service, name -> new ServiceReplicas(name, properties, breakers, listener, System::nanoTime));
    }

    /** Returns those of all services that were asked for so far. */
    Map<String, ServiceReplicas> byService() {
        return Map.copyOf(byService);
    }

    @Override
    public void destroy() {
        sweeper.shutdownNow();
    }
}
