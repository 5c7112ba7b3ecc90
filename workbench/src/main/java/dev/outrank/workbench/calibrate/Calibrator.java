package dev.outrank.workbench.calibrate;

import dev.outrank.planner.cost.Calibration;
import dev.outrank.planner.cost.Coefficient;
import dev.outrank.planner.cost.CoefficientNames;
import dev.outrank.planner.cost.CostCoefficients;
import dev.outrank.planner.cost.MachineFacts;
import dev.outrank.planner.cost.StageCosts;
import dev.outrank.planner.cost.Validation;
import dev.outrank.planner.cost.ValidationKind;
import dev.outrank.workbench.progress.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measures, fits, and judges the fit. */
final class Calibrator {

    private final CalibrateSettings settings;
    private final Consumer<String> messages;
    private final Progress progress;

    /**
     * Makes a calibrator.
     *
     * @param messages lines for people
     * @param progress told of milliseconds
     */
    Calibrator(CalibrateSettings settings, Consumer<String> messages, Progress progress) {
        this.settings = settings;
        this.messages = messages;
        this.progress = progress;
    }

    /**
     * A calibration and what it was made of.
     *
     * @param calibration the result
     * @param observations everything that was measured
     */
    record Result(Calibration calibration, List<Observation> observations) {}

    /** Returns the result; everything that was started or taken is given back, whatever happens. */
    Result run(Path directory) throws InterruptedException {
        long begin = System.nanoTime();
        try (KernelStudy kernels = KernelStudy.open(KernelCase.all(), settings.tableBytes(), messages);
                DenseStudy dense = DenseStudy.open(directory, DenseShape.all());
                RpcStudy calls = RpcStudy.start(settings.root(), directory, RpcCase.all(), messages);
                HttpStudy requests = HttpStudy.start(settings.root(), directory, HttpCase.all(), messages)) {
            List<Observation> observations = measure(kernels, dense, calls, requests, begin);
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            CostCoefficients coefficients = fit(kernels, observations, now);
            StageCosts costs = new StageCosts(coefficients);
            List<Validation> validations = observations.stream()
                    .filter(Observation::heldOut)
                    .map(observation -> observation.judge(costs))
                    .toList();
            MachineFacts machine = MachineReader.read(kernels.cacheBytes(), kernels.provider(), now);
            Calibration calibration =
                    new Calibration(Calibration.FORMAT_VERSION, machine, coefficients.all(), validations);
            return new Result(calibration.with(roundTrip()), observations);
        }
    }

    private List<Observation> measure(
            KernelStudy kernels, DenseStudy dense, RpcStudy calls, HttpStudy requests, long begin)
            throws InterruptedException {
        // Calls have two turns in a round: two processes and the kernel between them make more noise than one.
        List<Point> turns = new ArrayList<>(kernels.points());
        turns.addAll(calls.points());
        turns.addAll(dense.points());
        turns.addAll(requests.points());
        turns.addAll(calls.points());
        List<Point> points = turns.stream().distinct().toList();
        calls.warmUp(settings.warmUp());
        requests.warmUp(settings.warmUp());
        for (Point point : points) {
            point.turn();
        }
        points.forEach(Point::forget);
        Duration spent = Duration.ofNanos(System.nanoTime() - begin);
        progress.add(spent.toMillis());
        int rounds = new Rounds(turns, progress).run(settings.time().minus(spent));
        messages.accept("Measured " + points.size() + " points in " + rounds + " rounds.");
        return points.stream().flatMap(point -> point.observations().stream()).toList();
    }

    private static CostCoefficients fit(KernelStudy kernels, List<Observation> observations, Instant now) {
        CostCoefficients none = new CostCoefficients(CoefficientNames.all().stream()
                .map(name -> Coefficient.of(name, 0, "not measured"))
                .toList());
        String when = now.toString();
        CostCoefficients fitted = kernels.fit(none, when);
        fitted = RpcStudy.fit(fitted, of(observations, ValidationKind.RPC), when);
        fitted = HttpStudy.fit(fitted, of(observations, ValidationKind.HTTP), when);
        return DenseStudy.fit(fitted, of(observations, ValidationKind.DENSE), when);
    }

    private static List<Observation> of(List<Observation> observations, ValidationKind kind) {
        return observations.stream().filter(each -> each.kind() == kind).toList();
    }

    private Coefficient roundTrip() {
        Duration given = settings.roundTrip();
        String origin = given.isZero()
                ? "0 between processes of one machine; set it to that of your network"
                : "given by --round-trip";
        return Coefficient.of(CoefficientNames.ROUND_TRIP, (double) given.toNanos(), origin);
    }
}
