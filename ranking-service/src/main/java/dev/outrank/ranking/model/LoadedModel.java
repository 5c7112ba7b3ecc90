package dev.outrank.ranking.model;

import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.ranking.execution.VersionExecution;
import dev.outrank.ranking.lifetime.Leases;
import dev.outrank.ranking.request.ModelNotReadyException;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.ServedModel;
import dev.outrank.ranking.request.StageTimings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A version whose nets and plan are loaded. Owns them; {@link #retire} closes them after the last request. */
final class LoadedModel implements ServedModel {

    private static final Logger log = LoggerFactory.getLogger(LoadedModel.class);

    private final VersionKey key;
    private final Manifest manifest;
    private final VersionExecution execution;
    private final Leases leases;
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

    /** Takes over what {@code closers} close; they run in this order, each of them once, on a thread that may block. */
    LoadedModel(VersionKey key, Manifest manifest, VersionExecution execution, List<Runnable> closers) {
        this.key = key;
        this.manifest = manifest;
        this.execution = execution;
        this.leases = new Leases(() -> Schedulers.boundedElastic().schedule(() -> {
            closers.forEach(this::runSafely);
            closed.complete(null);
        }));
    }

    /** What does not close must not keep the rest open. */
    private void runSafely(Runnable closer) {
        try {
            closer.run();
        } catch (RuntimeException e) {
            log.warn("Model {} version {}: a part did not close", key.model(), key.version(), e);
        }
    }

    VersionKey key() {
        return key;
    }

    @Override
    public String name() {
        return key.model();
    }

    @Override
    public String version() {
        return key.version();
    }

    @Override
    public Manifest manifest() {
        return manifest;
    }

    @Override
    public boolean enter() {
        return leases.tryAcquire();
    }

    @Override
    public void leave() {
        leases.release();
    }

    @Override
    public Mono<RankingAnswer> rank(RankingRequest request) {
        return Mono.defer(() -> {
            if (!leases.tryShare()) {
                return Mono.error(new ModelNotReadyException("model '" + name() + "' version '" + version()
                        + "': just retired (expected: a version that is served; ask again)"));
            }
            return execution.rank(request, leases::release);
        });
    }

    @Override
    public void answered(RankingAnswer answer, StageTimings timings, long nanos) {
        execution.metrics().answered(answer, timings, nanos);
    }

    @Override
    public void failed(Throwable failure, long nanos) {
        execution.metrics().failed(failure, nanos);
    }

    @Override
    public void cancelled(long nanos) {
        execution.metrics().cancelled(nanos);
    }

    /** Takes no new requests, and closes everything when the last one has ended. */
    void retire() {
        leases.retire();
    }

    /** Returns what is done once everything is closed. */
    CompletableFuture<@Nullable Void> closed() {
        return closed;
    }

    /** Returns the requests inside. */
    int leases() {
        return leases.held();
    }
}
