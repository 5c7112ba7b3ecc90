package dev.outrank.gateway.timing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.outrank.gateway.error.Outcome;
import dev.outrank.gateway.metric.GatewayMetric;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Times requests by model and version, in a bounded number of series: only models that ranking has answered for have names, and what was not seen for an hour goes. Thread-safe.
 */
final class RequestMeters {

    private static final String NONE = "none";

    /** Models that have names at a time. */
    private static final int MOST_MODELS = 100;

    /** A version has two or three of these, with one API and few outcomes. */
    private static final int MOST_SERIES = 1000;

    private static final Duration UNSEEN = Duration.ofHours(1);

    private final Cache<String, Boolean> models = Caffeine.newBuilder()
            .expireAfterAccess(UNSEEN)
            .executor(Runnable::run)
            .build();
    private final Cache<Series, Timer> series;
    private final MeterRegistry registry;
    private final Timer gatewayStage;
    private final Timer networkStage;

    /** The tags of one timer. */
    private record Series(Api api, String model, String version, Outcome outcome) {}

    RequestMeters(MeterRegistry registry) {
        this.registry = registry;
        this.gatewayStage = GatewayMetric.STAGE.timer(registry, "gateway");
        this.networkStage = GatewayMetric.STAGE.timer(registry, "network");
        this.series = Caffeine.newBuilder()
                .maximumSize(MOST_SERIES)
                .expireAfterAccess(UNSEEN)
                .executor(Runnable::run)
                // Within the eviction, so that nobody makes the same one anew before this one is gone.
                .evictionListener(this::gone)
                .build();
        faultsAtZero();
    }

    /** A rate sees no first fault of a series that begins with it. */
    private void faultsAtZero() {
        for (Api api : List.of(Api.RANK, Api.INFER)) {
            for (Outcome fault : List.of(Outcome.CAPACITY, Outcome.DEPENDENCY, Outcome.INTERNAL)) {
                timer(new Series(api, NONE, NONE, fault));
            }
        }
    }

    /** Those without a model are few, and stay. */
    @SuppressWarnings("unused") // the interface of the cache
    private void gone(@Nullable Series series, @Nullable Timer timer, RemovalCause cause) {
        if (timer != null && series != null && !series.model().equals(NONE)) {
            registry.remove(timer);
        }
    }

    /**
     * Records a request that ended.
     *
     * @param model as the path names it; null where it names none
     * @param version as ranking's answer names it; null where it does not
     */
    void ended(Api api, @Nullable String model, @Nullable String version, Outcome outcome, GatewayTime time) {
        boolean answered = outcome == Outcome.OK || outcome == Outcome.DEGRADED;
        Series ended = model != null && isKnown(model, answered)
                ? new Series(api, model, version == null ? NONE : version, outcome)
                : new Series(api, NONE, NONE, outcome);
        series.get(ended, this::timer).record(time.wallNanos(), TimeUnit.NANOSECONDS);
        if (api != Api.OTHER) {
            stages(time);
        }
    }

    private boolean isKnown(String model, boolean answered) {
        if (models.getIfPresent(model) != null) {
            return true;
        }
        if (!answered || models.estimatedSize() >= MOST_MODELS) {
            return false;
        }
        models.put(model, true);
        return true;
    }

    private void stages(GatewayTime time) {
        if (time.isAnswered()) {
            gatewayStage.record(time.ownNanos(), TimeUnit.NANOSECONDS);
        }
        time.networkNanos().ifPresent(nanos -> networkStage.record(nanos, TimeUnit.NANOSECONDS));
    }

    private Timer timer(Series of) {
        return GatewayMetric.REQUEST.timer(
                registry, of.api().tag(), of.model(), of.version(), of.outcome().tag());
    }
}
