package dev.outrank.ranking.execution;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.ranking.compute.ComputePool;
import dev.outrank.ranking.dense.DenseNets;
import dev.outrank.ranking.dense.JointSettings;
import dev.outrank.ranking.lookup.EmbeddingClient;
import dev.outrank.ranking.observe.VersionMetrics;
import dev.outrank.ranking.request.DeadlineExceededException;
import dev.outrank.ranking.request.DefaultedTable;
import dev.outrank.ranking.request.InvalidInputException;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.ScoreTensor;
import dev.outrank.ranking.request.Stage;
import dev.outrank.ranking.request.StageTimings;
import dev.outrank.ranking.scatter.Gather;
import dev.outrank.ranking.scatter.Scatter;
import dev.outrank.ranking.scatter.ScatterPlan;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

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
    private final CpuTasks cpu;
    private final @Nullable JointSlices joint;

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
        this.nets = nets;
        this.resources = resources;
        this.metrics = metrics;
        this.cpu = new CpuTasks(resources.compute());
        this.calls = new ShardCalls(shards, plan, cpu);
        JointSettings together = nets.joint();
        this.joint =
                together == null ? null : new JointSlices(nets, together, resources.compute(), Schedulers.parallel());
    }

    /**
     * Ranks; nothing happens before subscription.
     *
     * @param release runs once, after the request has ended and nothing of it runs any more
     */
    public Mono<RankingAnswer> rank(RankingRequest request, Runnable release) {
        return Mono.defer(() -> {
                    long started = System.nanoTime();
                    return (request.candidates() == 0 ? nothing(request, release) : begin(request, release))
                            .doOnNext(answer -> metrics.ranked(answer, System.nanoTime() - started));
                })
                .doOnError(metrics::unranked);
    }

    /** Returns the meters of the version, in which whoever asks for scores counts how the request ended. */
    public VersionMetrics metrics() {
        return metrics;
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
        ComputePool compute = resources.compute();
        try {
            requireSameModel(request);
            CpuTasks.requireTimeLeft(request);
            if (!compute.isCurrentThread()) {
                compute.requireRoom(request.priority());
            }
        } catch (RuntimeException e) {
            release.run();
            throw e;
        }
        if (!request.memory().hold()) {
            release.run();
            return Mono.empty();
        }
        RequestRun run = new RequestRun(request, nets, plan.shardCount(), release);
        return execute(run).doFinally(signal -> run.end());
    }

    private Mono<RankingAnswer> execute(RequestRun run) {
        return cpu.here(run, () -> scatter(run))
                .flatMap(scatter -> rank(run, scatter))
                .timeout(run.request().deadline().remaining())
                .onErrorMap(TimeoutException.class, e -> outOfTime(run, e));
    }

    /** Runs on the subscribing thread, a CPU thread: sends the lookups, then runs the nets that need none, and what can be run by then. */
    private Mono<RankingAnswer> rank(RequestRun run, Scatter scatter) {
        return Mono.create(sink -> {
            SlicePipeline pipeline =
                    new SlicePipeline(run, plan, scatter, nets, cpu, joint, gather -> answer(run, gather), sink);
            sink.onDispose(calls.all(run, scatter, pipeline::partArrived)
                    .contextWrite(sink.contextView())
                    .subscribe(nothing -> {}, sink::error, pipeline::shardsDone));
            if (CpuTasks.whileHeld(run, () -> bottom(run)) != null) {
                pipeline.bottomDone();
            }
        });
    }

    private DeadlineExceededException outOfTime(RequestRun run, TimeoutException cause) {
        List<String> missing = run.missing().stream().map(plan::serviceName).toList();
        String waited = missing.isEmpty() ? "" : "; no answer yet from " + missing;
        return new DeadlineExceededException(
                "deadline: passed after " + run.elapsedNanos() / 1_000_000 + " ms (expected: scores by then" + waited
                        + ")",
                cause);
    }

    private Scatter scatter(RequestRun run) {
        run.lap(Stage.QUEUE);
        if (!nets.userOnce()) {
            run.repeatUser();
        }
        Scatter scatter =
                plan.scatter(run.request(), nets.sliceRows(run.request().candidates()), resources.degradation());
        run.asked(scatter.requests());
        return scatter;
    }

    private boolean bottom(RequestRun run) {
        run.lap(Stage.SCATTER);
        RankingRequest request = run.request();
        for (int i = 0; i < manifest.features().dense().size(); i++) {
            run.workspace().dense(i, request.dense(i));
        }
        nets.runBottom(run.workspace());
        run.lap(Stage.DENSE_BOTTOM);
        return true;
    }

    private RankingAnswer answer(RequestRun run, Gather gather) {
        List<DefaultedTable> defaulted = gather.defaulted();
        if (!defaulted.isEmpty() && !run.request().allowDegraded()) {
            throw defaultedUnasked(defaulted);
        }
        int slowest = run.slowest();
        return new RankingAnswer(
                model,
                version,
                run.request().candidates(),
                run.workspace().takeOutputs(),
                defaulted,
                run.defaultedShards().stream().map(plan::serviceName).toList(),
                run.clock().timings(),
                slowest == Arrivals.NONE ? null : plan.serviceName(slowest),
                run.uses(plan::serviceName));
    }

    /** No shard was lost, since none may be then: the request's own ids are to blame. */
    private static InvalidInputException defaultedUnasked(List<DefaultedTable> defaulted) {
        String tables = defaulted.stream()
                .map(table -> table.ids() + " of table '" + table.table() + "'")
                .collect(Collectors.joining(", "));
        return new InvalidInputException(
                "ids out of range: " + tables + " (expected: none, since the request allows no degraded answer)");
    }
}
