package dev.outrank.ranking.execution;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.ranking.compute.Admission;
import dev.outrank.ranking.compute.ComputePool;
import dev.outrank.ranking.dense.DenseNets;
import dev.outrank.ranking.dense.Workspace;
import dev.outrank.ranking.lookup.EmbeddingClient;
import dev.outrank.ranking.observe.VersionMetrics;
import dev.outrank.ranking.request.DeadlineExceededException;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.ScoreTensor;
import dev.outrank.ranking.request.Stage;
import dev.outrank.ranking.request.StageTimings;
import dev.outrank.ranking.scatter.Gather;
import dev.outrank.ranking.scatter.Refusals;
import dev.outrank.ranking.scatter.ScatterPlan;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Executes requests with one version's plan, shards and nets. Thread-safe; owns none of its parts. */
public final class VersionExecution {

    private final String model;
    private final String version;
    private final Manifest manifest;
    private final ScatterPlan plan;
    private final ShardCalls calls;
    private final DenseNets nets;
    private final ExecutionResources resources;
    private final VersionMetrics metrics;

    /** Makes an execution of {@code plan} over {@code shards} and {@code nets}. */
    public VersionExecution(
            String model,
            String version,
            Manifest manifest,
            ScatterPlan plan,
            EmbeddingClient shards,
            DenseNets nets,
            ExecutionResources resources,
            VersionMetrics metrics) {
        this.model = model;
        this.version = version;
        this.manifest = manifest;
        this.plan = plan;
        this.calls = new ShardCalls(shards, new Refusals(plan));
        this.nets = nets;
        this.resources = resources;
        this.metrics = metrics;
    }

    /**
     * Ranks; nothing happens before subscription.
     *
     * @param release runs once, after the request has ended and nothing of it runs any more
     */
    public Mono<RankingAnswer> rank(RankingRequest request, Runnable release) {
        return Mono.defer(() -> request.candidates() == 0 ? nothing(request, release) : begin(request, release))
                .doOnNext(metrics::answered)
                .doOnError(metrics::failed)
                .doOnCancel(metrics::cancelled);
    }

    /** Records a stage of a request that was done outside of this. */
    public void record(Stage stage, long nanos) {
        metrics.stage(stage, nanos);
    }

    private Mono<RankingAnswer> nothing(RankingRequest request, Runnable release) {
        release.run();
        requireSameModel(request);
        return Mono.just(new RankingAnswer(
                model,
                version,
                0,
                manifest.outputs().stream().map(this::emptyOutput).toList(),
                List.of(),
                StageTimings.none()));
    }

    private ScoreTensor emptyOutput(String name) {
        return new ScoreTensor(
                name, Objects.requireNonNull(manifest.sources().get(name)).width(), new float[0]);
    }

    private void requireSameModel(RankingRequest request) {
        if (!request.manifest().equals(manifest)) {
            throw new InternalException("request: made for model '"
                    + request.manifest().name() + "' (expected: for this version of '" + model + "')");
        }
    }

    private Mono<RankingAnswer> begin(RankingRequest request, Runnable release) {
        Admission admission = resources.admission();
        ComputePool compute = resources.compute();
        try {
            requireSameModel(request);
            requireTimeLeft(request);
            if (!compute.isCurrentThread()) {
                compute.requireRoom();
            }
            admission.enter();
        } catch (RuntimeException e) {
            release.run();
            throw e;
        }
        Runnable onEnd = () -> {
            admission.leave();
            release.run();
        };
        if (!request.memory().hold()) {
            onEnd.run();
            return Mono.empty();
        }
        RequestRun run = new RequestRun(request, nets, plan.shardCount(), onEnd);
        return execute(run).doFinally(signal -> run.end());
    }

    private static void requireTimeLeft(RankingRequest request) {
        if (request.deadline().expired()) {
            throw new DeadlineExceededException("deadline: passed before the request began (expected: time left)");
        }
    }

    private Mono<RankingAnswer> execute(RequestRun run) {
        return onCpu(run, () -> scatter(run))
                .flatMap(requests -> {
                    long sending = System.nanoTime();
                    return Mono.zip(calls.all(run, requests), bottom(run, sending));
                })
                .flatMap(done -> onCpu(run, () -> top(run)))
                .timeout(run.request().deadline().remaining())
                .onErrorMap(TimeoutException.class, e -> outOfTime(run, e));
    }

    private DeadlineExceededException outOfTime(RequestRun run, TimeoutException cause) {
        List<String> missing = run.missing().stream().map(plan::serviceName).toList();
        String waited = missing.isEmpty() ? "" : "; no answer yet from " + missing;
        return new DeadlineExceededException(
                "deadline: passed after " + run.elapsedNanos() / 1_000_000 + " ms (expected: scores by then" + waited
                        + ")",
                cause);
    }

    private List<LookupRequest> scatter(RequestRun run) {
        long started = System.nanoTime();
        List<LookupRequest> requests = plan.requests(run.request());
        run.asked(requests);
        run.add(Stage.SCATTER, System.nanoTime() - started);
        return requests;
    }

    /** Runs on the subscribing thread, a CPU thread: the one that has just sent the lookups, from {@code sending} on. */
    private Mono<Boolean> bottom(RequestRun run, long sending) {
        return Mono.fromCallable(() -> whileHeld(run, () -> {
            long started = System.nanoTime();
            run.add(Stage.SCATTER, started - sending);
            RankingRequest request = run.request();
            for (int i = 0; i < manifest.features().dense().size(); i++) {
                run.workspace().dense(i, request.dense(i));
            }
            nets.runBottom(run.workspace());
            run.add(Stage.DENSE_BOTTOM, System.nanoTime() - started);
            return true;
        }));
    }

    private RankingAnswer top(RequestRun run) {
        Workspace workspace = run.workspace();
        Gather gather = new Gather(plan, run.request(), run);
        long started = System.nanoTime();
        gather.check();
        gather.requestScopeInto(workspace);
        long gathered = System.nanoTime();
        nets.runTopOfRequest(workspace);
        run.add(Stage.GATHER, gathered - started);
        run.add(Stage.DENSE_TOP, System.nanoTime() - gathered);
        int candidates = run.request().candidates();
        for (int from = 0; from < candidates; from += nets.sliceRows(candidates)) {
            slice(run, gather, from, Math.min(nets.sliceRows(candidates), candidates - from));
        }
        return new RankingAnswer(
                model, version, candidates, workspace.takeOutputs(), gather.defaulted(), run.timings());
    }

    private void slice(RequestRun run, Gather gather, int from, int rows) {
        long started = System.nanoTime();
        Workspace workspace = run.workspace();
        workspace.beginSlice(from, rows);
        gather.sliceInto(workspace, from, rows);
        long gathered = System.nanoTime();
        nets.runSlice(workspace);
        run.add(Stage.GATHER, gathered - started);
        run.add(Stage.DENSE_TOP, System.nanoTime() - gathered);
    }

    /** Runs a task here where this is a CPU thread already, else on one. */
    private <T> Mono<T> onCpu(RequestRun run, Supplier<T> task) {
        return Mono.defer(() -> {
            long submitted = System.nanoTime();
            Mono<T> work = Mono.fromCallable(() -> whileHeld(run, () -> {
                run.add(Stage.QUEUE, System.nanoTime() - submitted);
                requireTimeLeft(run.request());
                return task.get();
            }));
            ComputePool compute = resources.compute();
            return compute.isCurrentThread() ? work : work.subscribeOn(compute.scheduler());
        });
    }

    /** Runs a task unless the request has ended already; then nobody listens, and null completes in silence. */
    private static <T> @Nullable T whileHeld(RequestRun run, Supplier<T> task) {
        if (!run.hold()) {
            return null;
        }
        try {
            return task.get();
        } catch (RuntimeException e) {
            if (run.hasEnded()) {
                return null;
            }
            throw e;
        } finally {
            run.release();
        }
    }
}
