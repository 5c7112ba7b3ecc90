package dev.outrank.workbench.calibrate;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.bundle.shard.ShardFingerprint;
import dev.outrank.lookup.ShardKey;
import dev.outrank.planner.cost.CoefficientNames;
import dev.outrank.planner.cost.CostCoefficients;
import dev.outrank.planner.cost.RpcCost;
import dev.outrank.planner.cost.RpcPart;
import dev.outrank.workbench.generate.BundleGenerator;
import dev.outrank.workbench.generate.GenerateSettings;
import dev.outrank.workbench.progress.Progress;
import dev.outrank.workbench.stack.PackedModels;
import dev.outrank.workbench.stack.ServiceGroup;
import dev.outrank.workbench.stack.StackModel;
import dev.outrank.workbench.workload.Workload;
import dev.outrank.workbench.workload.WorkloadNet;
import dev.outrank.workbench.workload.WorkloadTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Calls of a real embedding service. Owns its process. */
final class RpcStudy implements AutoCloseable {

    private static final int ROWS = 5_000;
    private static final int WARM_CALLERS = 4;

    private final ServiceGroup shard;
    private final ShardClient client;
    private final List<RpcPoint> points;

    private RpcStudy(ServiceGroup shard, ShardKey target, List<RpcCase> cases) {
        this.shard = shard;
        client = new ShardClient(shard.lookupPorts().getFirst());
        CpuClock caller = CpuClock.ofOtherThreads();
        CpuClock callee = new CpuClock(shard.firstProcess());
        CacheSweep others = new CacheSweep();
        points = cases.stream()
                .map(wanted -> new RpcPoint(wanted, others, client, target, ROWS, caller, callee))
                .toList();
    }

    /**
     * Packs a small model, starts a service on it, and checks an answer of every point.
     *
     * @param root the project's directory
     * @param directory an empty one, for what the service needs
     * @throws dev.outrank.bundle.failure.CallerException if the services are not built
     * @throws dev.outrank.bundle.failure.DependencyException if the service does not start or answer
     */
    static RpcStudy start(Path root, Path directory, List<RpcCase> cases, Consumer<String> messages)
            throws InterruptedException {
        Path bundle = directory.resolve("bundle");
        BundleGenerator.generate(GenerateSettings.of(workload(), 1, 1), bundle, Progress.silent());
        StackModel model = PackedModels.prepare(bundle, 1, 1, directory.resolve("packed"));
        String fingerprint = Bundle.open(bundle).fingerprint();
        ShardKey target = new ShardKey(
                model.name(),
                model.version(),
                0,
                ShardFingerprint.of(PlanFormat.read(model.shards().resolve(PlanFormat.FILE_NAME)), 0));
        ServiceGroup shard =
                ServiceGroup.shards(new ServiceGroup.Home(root, directory, messages), model, fingerprint, 1, List.of());
        RpcStudy study = new RpcStudy(shard, target, cases);
        boolean checked = false;
        try {
            study.points.forEach(RpcPoint::check);
            checked = true;
            return study;
        } finally {
            if (!checked) {
                study.close();
            }
        }
    }

    private static Workload workload() {
        List<WorkloadTable> tables = IntStream.range(0, RpcCase.TABLES)
                .mapToObj(i -> new WorkloadTable("t" + i, ROWS, RpcCase.DIM, 1, 1))
                .toList();
        return SmallWorkload.of(
                "calibrate-rpc", new WorkloadNet("net", Scope.CANDIDATE, 1, List.of(1), List.of(1), tables, null));
    }

    /** Keeps both processes busy with calls, several at a time, until their compilers have seen them. */
    void warmUp(Duration time) throws InterruptedException {
        Duration share = time.dividedBy(points.size());
        List<Thread> callers = IntStream.range(0, WARM_CALLERS)
                .mapToObj(i -> Thread.ofPlatform().daemon().unstarted(() -> points.forEach(point -> point.warm(share))))
                .toList();
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }
    }

    List<RpcPoint> points() {
        return points;
    }

    /** Returns the coefficients of calls; the network's stays as it is. */
    static CostCoefficients fit(CostCoefficients base, List<Observation> observations, String when) {
        List<String> names = Stream.of(RpcCost.values())
                .flatMap(cost -> Stream.of(RpcPart.values()).map(part -> CoefficientNames.rpc(cost, part)))
                .toList();
        String origin = "measured " + when + ", frames over TCP by loopback, one call at a time";
        return new CoefficientFit(base, names, observations, origin).solve();
    }

    @Override
    public void close() {
        client.close();
        shard.close();
    }
}
