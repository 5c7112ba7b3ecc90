package dev.outrank.ranking.lookup;

import dev.outrank.lookup.connection.LookupConnection;
import dev.outrank.ranking.observe.RankingMetric;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The replicas of one shard, with all that a call needs of it at hand: connections, breaker, timers. Thread-safe. */
final class ShardReplicas {

    /** How calls end, as the meter's tag says it. */
    enum Outcome {
        POOLED("pooled"),
        REFUSED("refused"),
        FAILED("failed"),
        CANCELLED("cancelled");

        private final String tag;

        Outcome(String tag) {
            this.tag = tag;
        }
    }

    private static final ReplicaConnection[][] NONE = {};

    private final String service;
    private final TcpConnector connector;
    private final CircuitBreaker breaker;
    private final Map<Outcome, Timer> timers = new EnumMap<>(Outcome.class);
    private final LookupBytes bytes;
    private final Queue<TcpCall> early = new ConcurrentLinkedQueue<>();
    /** By replica, those of a replica in the order of the event loops. */
    private volatile ReplicaConnection @Nullable [][] connections;

    ShardReplicas(String service, TcpConnector connector, CircuitBreaker breaker, MeterRegistry meters) {
        this.service = service;
        this.connector = connector;
        this.breaker = breaker;
        this.bytes = LookupBytes.of(service, meters);
        for (Outcome outcome : Outcome.values()) {
            timers.put(
                    outcome,
                    meters.timer(RankingMetric.SHARD_LOOKUP.meterName(), "shard", service, "outcome", outcome.tag));
        }
    }

    String service() {
        return service;
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    LookupBytes bytes() {
        return bytes;
    }

    void record(Outcome outcome, long nanos) {
        Objects.requireNonNull(timers.get(outcome)).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Takes the list of replicas: connects to those that are new, leaves those that are gone. */
    synchronized void update(List<Replica> replicas) {
        ReplicaConnection[][] before = connections;
        Map<Replica, ReplicaConnection[]> gone = new HashMap<>();
        for (ReplicaConnection[] replica : before == null ? NONE : before) {
            gone.put(replica[0].replica(), replica);
        }
        List<ReplicaConnection[]> next = new ArrayList<>();
        for (Replica replica : replicas) {
            ReplicaConnection[] kept = gone.remove(replica);
            next.add(kept == null ? connect(replica) : kept);
        }
        connections = next.toArray(ReplicaConnection[][]::new);
        gone.values().forEach(ShardReplicas::close);
        sendEarly();
    }

    private static void close(ReplicaConnection[] replica) {
        Arrays.stream(replica).forEach(ReplicaConnection::close);
    }

    private ReplicaConnection[] connect(Replica replica) {
        List<ReplicaConnection> made = new ArrayList<>();
        for (EventLoop loop : connector.spread()) {
            ReplicaConnection connection = new ReplicaConnection(replica, loop, connector);
            made.add(connection);
            connection.start();
        }
        return made.toArray(ReplicaConnection[]::new);
    }

    private void sendEarly() {
        TcpCall call;
        while ((call = early.poll()) != null) {
            send(call);
        }
    }

    /** Sends a call on a connection with few others; waits for one that is being made where none is open. */
    void send(TcpCall call) {
        ReplicaConnection[][] all = connections;
        if (all == null) {
            // The list of replicas is on its way.
            early.add(call);
            if (connections != null) {
                sendEarly();
            }
            return;
        }
        if (all.length == 0) {
            call.nowhere();
            return;
        }
        LookupConnection chosen = choose(all);
        if (chosen == null) {
            waitOrFail(all, call);
        } else {
            call.sendOn(chosen);
        }
    }

    /**
     * Returns an open connection with few calls under way, null where none is open: the better of two replicas taken at random, and of its connections
     * the first of those with the fewest. So an idle client keeps to one event loop for all shards: what is woken is warm, and woken once.
     */
    private static @Nullable LookupConnection choose(ReplicaConnection[][] all) {
        int count = all.length;
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int first = random.nextInt(count);
        LookupConnection one = leastBusy(all[first]);
        if (count == 1) {
            return one;
        }
        LookupConnection other = leastBusy(all[(first + 1 + random.nextInt(count - 1)) % count]);
        if (one != null && other != null) {
            return one.outstanding() <= other.outstanding() ? one : other;
        }
        if (one == null && other == null) {
            return anyOpen(all);
        }
        return one != null ? one : other;
    }

    private static @Nullable LookupConnection leastBusy(ReplicaConnection[] replica) {
        LookupConnection least = null;
        for (ReplicaConnection connection : replica) {
            LookupConnection open = connection.open();
            if (open != null && (least == null || open.outstanding() < least.outstanding())) {
                least = open;
            }
        }
        return least;
    }

    private static @Nullable LookupConnection anyOpen(ReplicaConnection[][] all) {
        for (ReplicaConnection[] replica : all) {
            LookupConnection open = leastBusy(replica);
            if (open != null) {
                return open;
            }
        }
        return null;
    }

    private static void waitOrFail(ReplicaConnection[][] all, TcpCall call) {
        for (ReplicaConnection[] replica : all) {
            for (ReplicaConnection connection : replica) {
                if (connection.failure() == null) {
                    connection.whenMade(call);
                    return;
                }
            }
        }
        // All have failed, and whichever is asked says why.
        all[0][0].whenMade(call);
    }

    synchronized void close() {
        ReplicaConnection[][] all = connections;
        connections = NONE;
        if (all != null) {
            Arrays.stream(all).forEach(ShardReplicas::close);
        }
        sendEarly();
    }
}
