package dev.outrank.ranking.lookup;

import dev.outrank.lookup.connection.LookupCall;
import dev.outrank.ranking.lookup.ShardMeters.Extra;
import dev.outrank.ranking.replica.ListedReplica;
import dev.outrank.ranking.replica.Replica;
import dev.outrank.ranking.request.ShardUnavailableException;
import dev.outrank.replica.ExtraCallBudget;
import dev.outrank.replica.OutlierEjection;
import dev.outrank.replica.ReplicaBreakers;
import dev.outrank.replica.ReplicaHealth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replicas of one shard, with all that a call needs of it at hand: ways, budgets, meters. Thread-safe. */
final class ShardReplicas implements OutlierEjection.Listener {

    private static final Logger log = LoggerFactory.getLogger(ShardReplicas.class);

    /** A second call is the last thing that a shard needs which has just said that it has too many. */
    private static final long OVERLOAD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ShardMeters meters;
    private final LookupTransport transport;
    private final ReplicaBreakers breakers;
    private final ReplicaSettings settings;
    private final OutlierEjection ejection;
    private final ExtraCallBudget hedges;
    private final ExtraCallBudget retries;
    private final Queue<ReplicatedCall> early = new ConcurrentLinkedQueue<>();
    private volatile @Nullable ReplicaList list;
    private volatile long overloadedUntilNanos = System.nanoTime();
    private boolean closed;

    ShardReplicas(ShardMeters meters, LookupTransport transport, ReplicaBreakers breakers, ReplicaSettings settings) {
        this.meters = meters;
        this.transport = transport;
        this.breakers = breakers;
        this.settings = settings;
        this.ejection = new OutlierEjection(settings.ejection(), this, System::nanoTime);
        this.hedges =
                new ExtraCallBudget(settings.hedge().percent(), settings.hedge().burst());
        this.retries =
                new ExtraCallBudget(settings.retry().percent(), settings.retry().burst());
    }

    ShardMeters meters() {
        return meters;
    }

    /** Returns the replicas at present. */
    List<ShardReplica> all() {
        ReplicaList present = list;
        return present == null ? List.of() : present.all();
    }

    /** Returns how many calls are under way. */
    int outstanding() {
        return all().stream()
                .mapToInt(replica -> replica.health().outstanding())
                .sum();
    }

    /** Returns how many replicas take no calls. */
    long ejected() {
        return all().stream()
                .filter(replica -> replica.health().standing() != ReplicaHealth.Standing.SERVING)
                .count();
    }

    /** Takes the list of replicas: makes a way to those that are new, leaves those that are gone. */
    synchronized void update(List<ListedReplica> listed) {
        if (closed) {
            return;
        }
        Map<Replica, ShardReplica> gone = new HashMap<>();
        all().forEach(replica -> gone.put(replica.where(), replica));
        List<ShardReplica> next = new ArrayList<>();
        for (ListedReplica each : listed) {
            ShardReplica kept = gone.remove(each.replica());
            next.add(kept == null ? open(each.replica()) : kept);
        }
        list = new ReplicaList(next, listed);
        gone.values().forEach(this::close);
        beginEarly();
    }

    private ShardReplica open(Replica where) {
        String name = meters.service() + "/" + where;
        ReplicaHealth health = new ReplicaHealth(name, breakers.breaker(name), System::nanoTime);
        return new ShardReplica(where, health, transport.open(meters.service(), where), meters);
    }

    private void close(ShardReplica replica) {
        replica.way().close();
        breakers.remove(replica.health().name());
    }

    private void beginEarly() {
        ReplicatedCall call;
        while ((call = early.poll()) != null) {
            begin(call);
        }
    }

    /** Sends a call to the replica of its choice. */
    void begin(ReplicatedCall call) {
        ReplicaList present = list;
        if (present == null) {
            // The list of replicas is on its way.
            early.add(call);
            if (list != null) {
                beginEarly();
            }
            return;
        }
        ReplicaList.Choice among = present.having(call.request().target());
        if (among.all().isEmpty()) {
            call.fail(new ShardUnavailableException(
                    meters.service() + ": no instance known (expected: at least one running embedding service)"));
            return;
        }
        hedges.called();
        retries.called();
        ReplicaPick pick = ReplicaPick.first(among, call.deadlineNanos() - System.nanoTime());
        if (pick == null) {
            call.fail(new ShardUnavailableException(meters.service()
                    + ": circuit breaker is open after repeated failures (expected: a shard that answers)"));
            return;
        }
        // Before the call, whose end gives its arrays back.
        probe(call, among.all());
        call.begin(new Attempt(
                call.remaining(),
                pick.replica(),
                pick.permission(),
                call,
                call.deadlineNanos(),
                lateNanos(among.all(), pick)));
    }

    /** Returns when a first attempt is late: after the time that nineteen of twenty took, where there is anybody else to ask. */
    private long lateNanos(List<ShardReplica> among, ReplicaPick pick) {
        if (among.size() < 2 || settings.hedge().percent() == 0) {
            return LookupCall.NEVER;
        }
        long p95 = pick.replica().health().p95Nanos();
        for (int i = 0; p95 == 0 && i < among.size(); i++) {
            // Of one that was never called nothing is known, but that it should be as quick as the others.
            p95 = among.get(i).health().p95Nanos();
        }
        if (p95 == 0) {
            return LookupCall.NEVER;
        }
        return System.nanoTime() + Math.max(p95, settings.hedge().atLeast().toNanos());
    }

    private void probe(ReplicatedCall call, List<ShardReplica> among) {
        for (int i = 0; i < among.size(); i++) {
            ShardReplica replica = among.get(i);
            ReplicaPick pick =
                    replica.awaitsProbe() ? ReplicaPick.of(replica, call.deadlineNanos() - System.nanoTime()) : null;
            if (pick != null) {
                meters.count(Extra.PROBE);
                new Attempt(
                                call.request(),
                                replica,
                                pick.permission(),
                                Probe.INSTANCE,
                                call.deadlineNanos(),
                                LookupCall.NEVER)
                        .send();
            }
        }
    }

    /** Returns an attempt on another replica, to be sent; null where there is none, or the budget is spent. */
    @Nullable
    Attempt another(ReplicatedCall call, List<ShardReplica> tried, Extra extra) {
        boolean hedge = extra == Extra.HEDGE;
        if (hedge && System.nanoTime() - overloadedUntilNanos < 0) {
            return null;
        }
        ReplicaList present = list;
        if (present == null) {
            return null;
        }
        ReplicaList.Choice among = present.having(call.request().target()).without(tried);
        long remaining = call.deadlineNanos() - System.nanoTime();
        ReplicaPick pick = hedge ? ReplicaPick.serving(among, remaining) : ReplicaPick.reachable(among, remaining);
        if (pick == null) {
            return null;
        }
        if (!(hedge ? hedges : retries).tryTake()) {
            pick.permission().released();
            return null;
        }
        meters.count(extra);
        return new Attempt(
                call.remaining(), pick.replica(), pick.permission(), call, call.deadlineNanos(), LookupCall.NEVER);
    }

    /** A replica has said that it has too many calls. */
    void overloaded() {
        overloadedUntilNanos = System.nanoTime() + OVERLOAD_NANOS;
    }

    /** Looks for replicas that stand out; to be called every 200 ms. */
    void sweep() {
        ejection.sweep(all().stream().map(ShardReplica::health).toList());
    }

    @Override
    public void silent(ReplicaHealth replica) {
        for (ShardReplica each : all()) {
            if (each.health().name().equals(replica.name())) {
                each.way().giveUp();
            }
        }
    }

    @Override
    public void ejected(ReplicaHealth replica, String why) {
        meters.countEjection();
        log.warn("{} is left alone: {}", replica.name(), why);
    }

    @Override
    public void readmitted(ReplicaHealth replica) {
        log.info("{} takes calls again", replica.name());
    }

    synchronized void close() {
        List<ShardReplica> open = all();
        closed = true;
        list = new ReplicaList(List.of(), List.of());
        open.forEach(this::close);
        beginEarly();
    }
}
