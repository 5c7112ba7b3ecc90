package dev.outrank.ranking.observe;

import dev.outrank.bundle.failure.OutrankException;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.Stage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The meters of one version of a model, and its traffic. Thread-safe; {@link #close} gives them back. */
public final class VersionMetrics implements AutoCloseable {

    private final SharedMeters meters;
    private final TrafficCounts counts;
    private final VersionTraffic traffic;
    private final String model;
    private final String version;
    private final Tags tags;
    private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
    private final Map<String, Counter> outcomes = new ConcurrentHashMap<>();
    private final Map<String, Counter> defaulted = new ConcurrentHashMap<>();
    private final Map<String, Counter> lost = new ConcurrentHashMap<>();

    /** Registers the timers of all stages. */
    public VersionMetrics(SharedMeters meters, TrafficCounts counts, String model, String version) {
        this.meters = meters;
        this.counts = counts;
        this.traffic = counts.own(model, version);
        this.model = model;
        this.version = version;
        this.tags = Tags.of("model", model, "version", version);
        for (Stage stage : Stage.values()) {
            stages.put(
                    stage,
                    meters.own(
                            Timer.builder(RankingMetric.STAGE.meterName()).tags(tags.and("stage", stage.label()))
                                    ::register));
        }
    }

    /** Counts an answer with its stages, defaulted ids and lost lookups, {@code nanos} after its request was decoded. */
    public void answered(RankingAnswer answer, long nanos) {
        traffic.answered(answer, nanos);
        for (Stage stage : Stage.values()) {
            if (answer.timings().has(stage)) {
                stage(stage, answer.timings().nanos(stage));
            }
        }
        answer.defaulted().forEach(table -> defaulted
                .computeIfAbsent(table.table(), name -> counter(RankingMetric.DEFAULTED_IDS, "table", name))
                .increment((double) table.ids()));
        answer.lostShards().forEach(shard -> lost.computeIfAbsent(
                        shard, name -> counter(RankingMetric.LOST_LOOKUPS, "shard", name))
                .increment());
        ended(answer.degraded() ? "degraded" : "ok");
    }

    /** Records one stage. */
    public void stage(Stage stage, long nanos) {
        Timer timer = stages.get(stage);
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Counts a request that failed, by the category of its failure. */
    public void failed(Throwable failure) {
        traffic.failed(failure);
        ended(
                failure instanceof OutrankException known
                        ? known.category().name().toLowerCase(Locale.ROOT)
                        : "internal");
    }

    /** Counts a request whose caller went away. */
    public void cancelled() {
        ended("cancelled");
    }

    private void ended(String outcome) {
        outcomes.computeIfAbsent(outcome, name -> counter(RankingMetric.REQUESTS, "outcome", name))
                .increment();
    }

    private Counter counter(RankingMetric metric, String tag, String value) {
        return meters.own(
                Counter.builder(metric.meterName()).baseUnit(metric.unit()).tags(tags.and(tag, value))::register);
    }

    /** Removes the meters that no other instance of the same version has; called once, after the last request. */
    @Override
    public void close() {
        stages.values().forEach(meters::release);
        outcomes.values().forEach(meters::release);
        defaulted.values().forEach(meters::release);
        lost.values().forEach(meters::release);
        counts.release(model, version);
    }
}
