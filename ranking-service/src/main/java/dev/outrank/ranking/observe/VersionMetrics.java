package dev.outrank.ranking.observe;

import dev.outrank.bundle.failure.OutrankException;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.Stage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The meters of one version of a model. Thread-safe; {@link #close} removes them from the registry. */
public final class VersionMetrics implements AutoCloseable {

    private final MeterRegistry registry;
    private final Tags tags;
    private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
    private final Map<String, Counter> outcomes = new ConcurrentHashMap<>();
    private final Set<Meter> meters = ConcurrentHashMap.newKeySet();

    /** Registers the timers of all stages. */
    public VersionMetrics(MeterRegistry registry, String model, String version) {
        this.registry = registry;
        this.tags = Tags.of("model", model, "version", version);
        for (Stage stage : Stage.values()) {
            stages.put(
                    stage,
                    own(Timer.builder(RankingMetric.STAGE.meterName())
                            .tags(tags.and("stage", stage.label()))
                            .register(registry)));
        }
    }

    /** Counts an answer with its stages and defaulted ids. */
    public void answered(RankingAnswer answer) {
        for (Stage stage : Stage.values()) {
            if (answer.timings().has(stage)) {
                stage(stage, answer.timings().nanos(stage));
            }
        }
        answer.defaulted().forEach(table -> counter(RankingMetric.DEFAULTED_IDS, "table", table.table())
                .increment((double) table.ids()));
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
        return own(Counter.builder(metric.meterName())
                .baseUnit(metric.unit())
                .tags(tags.and(tag, value))
                .register(registry));
    }

    private <M extends Meter> M own(M meter) {
        meters.add(meter);
        return meter;
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
    }
}
