package dev.outrank.workbench.calibrate;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.planner.cost.BodyFormat;
import dev.outrank.planner.cost.CoefficientNames;
import dev.outrank.planner.cost.CostCoefficients;
import dev.outrank.planner.cost.HttpCost;
import dev.outrank.planner.cost.HttpPart;
import dev.outrank.workbench.generate.BundleGenerator;
import dev.outrank.workbench.generate.GenerateSettings;
import dev.outrank.workbench.progress.Progress;
import dev.outrank.workbench.replay.ReplayTarget;
import dev.outrank.workbench.requests.BagShape;
import dev.outrank.workbench.requests.RequestGenerator;
import dev.outrank.workbench.stack.PackedModels;
import dev.outrank.workbench.stack.ServiceGroup;
import dev.outrank.workbench.stack.StackModel;
import dev.outrank.workbench.workload.Workload;
import dev.outrank.workbench.workload.WorkloadNet;
import dev.outrank.workbench.workload.WorkloadTable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Requests to a real ranking service that holds a small model itself. Owns its process. */
final class HttpStudy implements AutoCloseable {

    private static final int ROWS = 1_000;
    private static final int DIM = 4;
    private static final long SEED = 11;
    /** Of the flood that warms up; measured requests come one at a time. */
    private static final int CONNECTIONS = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServiceGroup ranking;
    private final List<HttpPoint> points = new ArrayList<>();

    private HttpStudy(ServiceGroup ranking) {
        this.ranking = ranking;
    }

    /**
     * Packs a small model, starts a service on it, and checks an answer of every point.
     *
     * @param root the project's directory
     * @param directory an existing one, for what the service needs
     * @throws dev.outrank.bundle.failure.CallerException if the services are not built
     * @throws dev.outrank.bundle.failure.DependencyException if the service does not start or answer
     */
    static HttpStudy start(Path root, Path directory, List<HttpCase> cases, Consumer<String> messages)
            throws InterruptedException {
        Path path = directory.resolve("http-bundle");
        BundleGenerator.generate(GenerateSettings.of(workload(), 1, 1), path, Progress.silent());
        StackModel model = PackedModels.prepare(path, 1, 1, directory.resolve("http-packed"));
        Bundle bundle = Bundle.open(path);
        HttpStudy study = new HttpStudy(ServiceGroup.singular(
                new ServiceGroup.Home(root, directory, messages), model, bundle.fingerprint(), List.of()));
        boolean checked = false;
        try {
            for (HttpCase wanted : cases) {
                study.add(wanted, model, bundle);
            }
            checked = true;
            return study;
        } finally {
            if (!checked) {
                study.close();
            }
        }
    }

    private void add(HttpCase wanted, StackModel model, Bundle bundle) throws InterruptedException {
        ReplayTarget target = new ReplayTarget(
                URI.create("http://127.0.0.1:" + ranking.rankingPort()),
                model.name(),
                model.version(),
                CONNECTIONS,
                PATIENCE);
        HttpPoint point =
                new HttpPoint(wanted, target, generator(wanted, bundle), new CpuClock(ranking.firstProcess()));
        points.add(point);
        point.check();
    }

    private static RequestGenerator generator(HttpCase wanted, Bundle bundle) {
        Map<String, BagShape> shapes = workload()
                .tables()
                .map(WorkloadTable::name)
                .collect(Collectors.toMap(Function.identity(), table -> new BagShape(wanted.pool(), true, 1)));
        return RequestGenerator.of(bundle.manifest(), shapes, SEED);
    }

    private static Workload workload() {
        List<WorkloadTable> tables = IntStream.range(0, HttpCase.TABLES)
                .mapToObj(i -> new WorkloadTable("t" + i, ROWS, DIM, 1, 1))
                .toList();
        return SmallWorkload.of(
                "calibrate-http", new WorkloadNet("net", Scope.CANDIDATE, 1, List.of(1), List.of(1), tables, null));
    }

    /** Keeps both processes busy until their compilers have seen the requests: first many small ones, then some of each size. */
    void warmUp(Duration time) throws InterruptedException {
        Duration half = time.dividedBy(2);
        List<HttpPoint> small = points.stream().filter(HttpPoint::isSmall).toList();
        for (HttpPoint point : small) {
            point.flood(half.dividedBy(small.size()));
        }
        for (HttpPoint point : points) {
            point.warm(half.dividedBy(points.size()));
        }
    }

    List<HttpPoint> points() {
        return points;
    }

    /** Returns the coefficients of requests over HTTP. */
    static CostCoefficients fit(CostCoefficients base, List<Observation> observations, String when) {
        List<String> names = Stream.of(BodyFormat.values())
                .flatMap(format -> Stream.of(HttpCost.values()).flatMap(cost -> Stream.of(HttpPart.values())
                        .map(part -> CoefficientNames.http(format, cost, part))))
                .toList();
        String origin = "measured " + when + ", singular ranking by loopback, one request at a time";
        return new CoefficientFit(base, names, observations, origin).solve();
    }

    @Override
    public void close() {
        points.forEach(HttpPoint::close);
        ranking.close();
    }
}
