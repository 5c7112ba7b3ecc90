package dev.outrank.ranking.observe;

import dev.outrank.bundle.failure.OutrankException;
import dev.outrank.ranking.dense.NetListener;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.Stage;
import dev.outrank.ranking.request.StageTimings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The meters of one version of a model, and its traffic. Thread-safe; {@link #close} gives them back. */
public final class VersionMetrics implements NetListener, AutoCloseable {

    private static final String CANCELLED = "cancelled";

    private final SharedMeters meters;
    private final TrafficCounts counts;
    private final VersionTraffic traffic;
    private final String model;
    private final String version;
    private final Tags tags;
    private final Queue<Meter> owned = new ConcurrentLinkedQueue<>();
    private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
    private final DistributionSummary batches;
    private final Map<String, Ending> endings = new ConcurrentHashMap<>();
    private final Map<String, Timer> nets = new ConcurrentHashMap<>();
    private final Map<String, Counter> defaulted = new ConcurrentHashMap<>();
    private final Map<String, Counter> lost = new ConcurrentHashMap<>();
    private final Map<String, Counter> last = new ConcurrentHashMap<>();

    /** The meters of one outcome. */
    private record Ending(Counter requests, Timer time) {}

    /** Registers the timers of all stages. */
    public VersionMetrics(SharedMeters meters, TrafficCounts counts, String model, String version) {
        this.meters = meters;
        this.counts = counts;
        this.traffic = counts.own(model, version);
        this.model = model;
        this.version = version;
        this.tags = Tags.of("model", model, "version", version);
        for (Stage stage : Stage.values()) {
            stages.put(stage, own(RankingMetric.STAGE.timer().tags(tags.and("stage", stage.label()))::register));
        }
        this.batches = own(RankingMetric.DENSE_BATCH.summary().tags(tags)::register);
    }

    private <M extends Meter> M own(Function<MeterRegistry, M> registration) {
        M meter = meters.own(registration);
        owned.add(meter);
        return meter;
    }

    /** Counts scores towards the version's traffic, {@code nanos} after their request was decoded. */
    public void ranked(RankingAnswer answer, long nanos) {
        traffic.answered(answer, nanos);
    }

    /** Counts a request without scores towards the version's traffic. */
    public void unranked(Throwable failure) {
        traffic.failed(failure);
    }

    /**
     * Counts an answer that is written, with its stages, defaulted ids and lost lookups.
     *
     * @param timings all stages of the request
     * @param nanos since the request's body had come
     */
    public void answered(RankingAnswer answer, StageTimings timings, long nanos) {
        stages.forEach((stage, timer) -> {
            if (timings.has(stage)) {
                timer.record(timings.nanos(stage), TimeUnit.NANOSECONDS);
            }
        });
        answer.defaulted().forEach(table -> defaulted
                .computeIfAbsent(table.table(), name -> counter(RankingMetric.DEFAULTED_IDS, tags.and("table", name)))
                .increment((double) table.ids()));
        answer.lostShards().forEach(shard -> lost.computeIfAbsent(
                        shard, name -> counter(RankingMetric.LOST_LOOKUPS, tags.and("shard", name)))
                .increment());
        String slowest = answer.slowestShard();
        if (slowest != null) {
            last.computeIfAbsent(slowest, name -> counter(RankingMetric.SHARD_LAST, Tags.of("shard", name)))
                    .increment();
        }
        ended(outcomeOf(answer), nanos);
    }

    /** Counts a request that failed, by the category of its failure. */
    public void failed(Throwable failure, long nanos) {
        ended(outcomeOf(failure), nanos);
    }

    /** Counts a request whose caller went away. */
    public void cancelled(long nanos) {
        ended(CANCELLED, nanos);
    }

    /** Returns how an answer counts: {@code ok} or {@code degraded}. */
    public static String outcomeOf(RankingAnswer answer) {
        return answer.degraded() ? "degraded" : "ok";
    }

    /** Returns how a failure counts: by its category. */
    public static String outcomeOf(Throwable failure) {
        return switch (failure) {
            case OutrankException known -> known.category().name().toLowerCase(Locale.ROOT);
            // The queue of the CPU threads was full.
            case RejectedExecutionException rejected -> "capacity";
            default -> "internal";
        };
    }

    private void ended(String outcome, long nanos) {
        Ending ending = endings.computeIfAbsent(outcome, name -> {
            Tags all = tags.and("outcome", name);
            return new Ending(
                    counter(RankingMetric.REQUESTS, all),
                    own(RankingMetric.REQUEST.timer().tags(all)::register));
        });
        ending.requests().increment();
        ending.time().record(nanos, TimeUnit.NANOSECONDS);
    }

    private Counter counter(RankingMetric metric, Tags all) {
        return own(metric.counter().tags(all)::register);
    }

    @Override
    public void ran(String net, long nanos) {
        nets.computeIfAbsent(net, name -> own(RankingMetric.DENSE_RUN.timer().tags(tags.and("net", name))::register))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void batch(int candidates) {
        batches.record(candidates);
    }

    /** Removes the meters that no other instance of the same version has; called once, after the last request. */
    @Override
    public void close() {
        owned.forEach(meters::release);
        counts.release(model, version);
    }
}
