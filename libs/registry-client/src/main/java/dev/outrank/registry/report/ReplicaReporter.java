package dev.outrank.registry.report;

import dev.outrank.registry.InstanceName;
import dev.outrank.registry.RegistrySettings;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the registry what an instance has, each second and as soon as there is something new. One for each process; thread-safe.
 *
 * <p>One report at a time is on its way. What is new meanwhile, and in the tenth of a second after it, is told together by the next:
 *
 * <pre>
 *   report ── 100 ms ──┬── told {@link #soon} ──┬──► report
 *                      └── a second is over ────┘
 * </pre>
 *
 * <p>Failures never reach the service: the first of a row is logged as a warning, and the next report says all again.
 */
public final class ReplicaReporter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReplicaReporter.class);
    /** A tenth of the time after which the registry forgets an instance that says nothing. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** So that a service whose versions change all the time reports ten times a second. */
    private static final Duration LEAST_PAUSE = Duration.ofMillis(100);
    /** What a service's stop waits at most for its farewell. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Supplier<ReplicaReport> reports;
    private final WebClient client;
    private final URI url;
    private final Duration timeout;
    private final Duration interval;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicInteger failures = new AtomicInteger();
    private final Sinks.Empty<Void> closing = Sinks.empty();
    private final Sinks.Empty<Void> closed = Sinks.empty();
    private volatile Sinks.Empty<Void> news = Sinks.empty();
    private volatile boolean open = true;

    /**
     * Makes a reporter; sends nothing yet. The builder is copied.
     *
     * @param reports what there is to say now; asked on a thread that may block
     */
    public ReplicaReporter(
            RegistrySettings settings,
            InstanceName instance,
            Supplier<ReplicaReport> reports,
            WebClient.Builder builder) {
        this(settings, instance, reports, builder, INTERVAL);
    }

    /** Makes one that reports in another interval. */
    ReplicaReporter(
            RegistrySettings settings,
            InstanceName instance,
            Supplier<ReplicaReport> reports,
            WebClient.Builder builder,
            Duration interval) {
        this.reports = reports;
        this.client = builder.clone().build();
        this.url = settings.replicaUrl(instance);
        this.timeout = settings.timeout();
        this.interval = interval;
    }

    /** Reports for the first time, and from now on. Returns at once. */
    public void start() {
        if (started.compareAndSet(false, true)) {
            Mono.defer(this::round)
                    .repeat(() -> open)
                    .then(Mono.defer(this::farewell))
                    .subscribe(nothing -> {}, e -> log.error("Reports to the registry end", e), closed::tryEmitEmpty);
        }
    }

    /** Has what is new told at once, or right after the report that is on its way. Returns at once. */
    public void soon() {
        // Refused where somebody else just says so.
        var _ = news.tryEmitEmpty();
    }

    private Mono<Void> round() {
        Sinks.Empty<Void> next = Sinks.empty();
        // Before the report is asked for: what is new from now on may not be in it.
        news = next;
        double jitter = 0.9 + 0.2 * ThreadLocalRandom.current().nextDouble();
        Duration rest = Duration.ofNanos((long) (jitter * (double) interval.toNanos()));
        Mono<Void> due = Mono.firstWithSignal(Mono.delay(rest).then(), next.asMono());
        return report().then(Mono.firstWithSignal(Mono.when(Mono.delay(LEAST_PAUSE), due), closing.asMono()));
    }

    /** Never fails. */
    private Mono<Void> report() {
        return Mono.fromCallable(() -> MAPPER.writeValueAsBytes(reports.get()))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(json -> client.put()
                        .uri(url)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(json)
                        .retrieve()
                        .toBodilessEntity())
                .timeout(timeout)
                .doOnNext(answer -> answered())
                .then()
                .onErrorResume(e -> Mono.fromRunnable(() -> failed(e)));
    }

    private void answered() {
        int failed = failures.getAndSet(0);
        if (failed > 0) {
            log.info("Registry takes reports again after {} that failed", failed);
        }
    }

    private void failed(Throwable failure) {
        String reason = failure instanceof TimeoutException ? "no answer within " + timeout : failure.toString();
        if (failures.incrementAndGet() == 1) {
            log.warn("Registry did not take a report, going on: {}: {}", url, reason);
        } else {
            log.debug("Registry did not take a report: {}: {}", url, reason);
        }
    }

    private Mono<Void> farewell() {
        return client.delete()
                .uri(url)
                .retrieve()
                .toBodilessEntity()
                .timeout(CLOSE_PATIENCE)
                .then()
                .onErrorResume(e -> Mono.fromRunnable(
                        () -> log.debug("Registry did not hear that this instance stops: {}", e.toString())));
    }

    /** Ends the reports and says so to the registry, which then counts this instance no more. Waits for that, at most a second. */
    @Override
    public void close() {
        open = false;
        closing.tryEmitEmpty();
        if (started.get()) {
            var _ = closed.asMono().timeout(CLOSE_PATIENCE, Mono.empty()).block();
        }
    }
}
