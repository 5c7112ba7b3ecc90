package dev.outrank.workbench.characterize;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.PlanException;
import dev.outrank.planner.cost.Calibration;
import dev.outrank.planner.fleet.Fleet;
import dev.outrank.planner.fleet.FleetPlanner;
import dev.outrank.planner.fleet.FleetTarget;
import dev.outrank.workbench.calibrate.MachineReader;
import dev.outrank.workbench.stack.FileTrees;
import dev.outrank.workbench.workload.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Studies one model after another. Not thread-safe. */
final class Study implements AutoCloseable {

    /** As the planner's own defaults have it: below the knee, with a gibibyte for each process. */
    private static final double UTILISATION = 0.6;

    private static final int CORES = 4;
    private static final long PROCESS_BYTES = 1L << 30;

    private final StudySettings settings;
    private final Calibration calibration;
    private final double fleetRate;
    private final Path root;
    private final Path directory;
    private final Consumer<String> progress;
    private final ServiceStarter starter;
    private final SharedServices shared;
    private final List<StudiedModel> models = new ArrayList<>();
    private final List<StudyRow> noise = new ArrayList<>();
    private final List<StudyRow> rows = new ArrayList<>();
    private final List<FleetRow> fleets = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private String kernels = "unknown";

    /**
     * Measures nothing yet.
     *
     * @param fleetRate requests a second that fleets are sized for
     * @param root the project's directory
     * @param directory for logs, and files of one model at a time, which may take thrice its tables
     */
    Study(
            StudySettings settings,
            Calibration calibration,
            double fleetRate,
            Path root,
            Path directory,
            Consumer<String> progress) {
        this.settings = settings;
        this.calibration = calibration;
        this.fleetRate = fleetRate;
        this.root = root;
        this.directory = directory;
        this.progress = progress;
        this.starter = new ServiceStarter(root, directory.resolve("services"), settings.properties(), progress);
        this.shared = starter.shared();
    }

    /** Generates a model, measures it and deletes it. */
    void model(Workload workload, double scale) throws InterruptedException {
        Path files = directory.resolve(workload.name());
        progress.accept(workload.name() + ": generating at scale " + scale);
        try (StudyModel model = StudyModel.generate(workload, scale, files, calibration, settings);
                ModelStudy study = ModelStudy.start(model, settings, starter, shared)) {
            models.add(study.facts());
            noise.addAll(study.noise());
            for (Placement placement : settings.placements()) {
                measure(study, model, placement);
            }
            answer(study, model);
            sweep(study, model);
            kernels = Versions.kernels(starter.logs().resolve("alone"));
        } catch (DependencyException e) {
            // Whatever is wrong with the one process, the next model has another.
            shared.end(SharedServices.ALONE);
            fail(workload.name() + ": " + e.getMessage());
        }
        delete(files);
    }

    private void measure(ModelStudy study, StudyModel model, Placement placement) throws InterruptedException {
        try {
            rows.addAll(study.measure(placement));
            fleet(model, placement, study.plan(placement));
        } catch (PlanException e) {
            progress.accept(noPlan(model, placement, e));
        } catch (DependencyException e) {
            fail(model, placement, e);
        } finally {
            study.forget(placement);
        }
    }

    /** An hour of measuring must not be lost for one placement; but it is said, and the study has failed. */
    private void fail(StudyModel model, Placement placement, DependencyException e) {
        fail(model.name() + ", " + placement.label() + ": " + e.getMessage());
    }

    private void fail(String what) {
        failures.add(what);
        progress.accept("FAILED: " + what);
    }

    /** Measures the best placement once more: the best of many short turns owes a part of that to luck. */
    private void answer(ModelStudy study, StudyModel model) throws InterruptedException {
        @Nullable Placement best = best(model);
        if (best == null) {
            return;
        }
        try {
            List<StudyRow> longer = study.answer(best);
            if (!longer.isEmpty()) {
                replace(model, best, longer);
            }
        } catch (DependencyException e) {
            fail(model, best, e);
        } finally {
            study.forget(best);
        }
    }

    private void replace(StudyModel model, Placement placement, List<StudyRow> longer) {
        List<StudyRow> replaced = StudyReport.replaced(rows, model.name(), placement, longer);
        rows.clear();
        rows.addAll(replaced);
    }

    private @Nullable Placement best(StudyModel model) {
        return StudyReport.best(rows, model.name())
                .map(row -> Placement.plain(row.strategy(), row.shards()))
                .orElse(null);
    }

    private void sweep(ModelStudy study, StudyModel model) throws InterruptedException {
        @Nullable Placement placement = best(model);
        if (placement == null || settings.sweeps().isEmpty()) {
            return;
        }
        // What needs no processes of its own comes first: those of the last placement are still there.
        List<Placement> variants = settings.sweeps().stream()
                .flatMap(sweep -> sweep.of(model, placement))
                .sorted(Comparator.comparing(Placement::isUsual).reversed())
                .toList();
        for (Placement variant : variants) {
            vary(study, model, placement, variant);
        }
        if (settings.sweeps().contains(Sweep.USER) && model.hasUser()) {
            repeatUser(study, model, placement);
        }
        study.forget(placement);
    }

    private void vary(ModelStudy study, StudyModel model, Placement best, Placement variant)
            throws InterruptedException {
        try {
            rows.addAll(study.vary(variant));
        } catch (PlanException e) {
            progress.accept(noPlan(model, variant, e));
        } catch (DependencyException e) {
            fail(model, variant, e);
        }
        if (!variant.version().equals(best.version())) {
            study.forget(variant);
        }
    }

    private static String noPlan(StudyModel model, Placement placement, PlanException e) {
        return model.name() + ", " + placement.label() + ": no plan: " + e.getMessage();
    }

    private void repeatUser(ModelStudy study, StudyModel model, Placement placement) throws InterruptedException {
        try {
            rows.addAll(study.repeatUser(placement));
        } catch (DependencyException e) {
            fail(model, placement.repeatingUser(), e);
        }
    }

    private void fleet(StudyModel model, Placement placement, ShardingPlan plan) {
        FleetPlanner planner = new FleetPlanner(
                model.predictor(placement), new FleetTarget(fleetRate, UTILISATION, CORES, 1, PROCESS_BYTES));
        if (fleets.stream().noneMatch(fleet -> fleet.model().equals(model.name()))) {
            Placement singular = StudyModel.singular();
            fleets.add(row(model, singular, planner.singular(model.plan(singular))));
        }
        fleets.add(row(model, placement, planner.distributed(plan)));
    }

    private FleetRow row(StudyModel model, Placement placement, Fleet fleet) {
        return new FleetRow(
                model.name(),
                placement.strategy(),
                placement.shards(),
                fleetRate,
                fleet.rankingReplicas(),
                fleet.shardReplicas(),
                fleet.cores(),
                fleet.memoryBytes());
    }

    private static void delete(Path files) {
        try {
            FileTrees.delete(files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what was measured so far. */
    StudyReport report(Map<String, String> described) {
        return new StudyReport(
                StudyReport.FORMAT_VERSION,
                MachineReader.read(calibration.costs().cacheBytes(), kernels, Instant.now()),
                Versions.read(root),
                described,
                models,
                noise,
                rows,
                fleets,
                failures);
    }

    /** Ends the services. */
    @Override
    public void close() {
        shared.close();
    }
}
