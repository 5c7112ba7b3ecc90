package dev.outrank.workbench.characterize;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.predict.PlanPredictor.Home;
import dev.outrank.planner.predict.Prediction;
import dev.outrank.workbench.replay.Load;
import dev.outrank.workbench.replay.ReferenceScores;
import dev.outrank.workbench.replay.RunLength;
import dev.outrank.workbench.stack.ServiceGroup;
import dev.outrank.workbench.stack.StackModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The study of one model: one process with all tables, and beside it one placement after another. Not thread-safe. */
final class ModelStudy implements AutoCloseable {

    private static final String ANYONE = "";
    private static final Duration CAPACITY_TIME = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final StudyModel model;
    private final StudySettings settings;
    private final ServiceStarter starter;
    private final StackModel base;
    private final ReferenceScores float32;
    private final SideBySide sides;
    private final LoadLevels levels;
    private final SharedServices shared;
    private final Map<String, ShardingPlan> plans = new HashMap<>();
    /** By plan, whoever made it. */
    private final Map<ShardingPlan, List<StudyRow>> measured = new HashMap<>();

    private ModelStudy(
            StudyModel model, StudySettings settings, ServiceStarter starter, SharedServices shared, StackModel base)
            throws InterruptedException {
        this.model = model;
        this.settings = settings;
        this.starter = starter;
        this.base = base;
        this.float32 = new ReferenceScores(settings.requests());
        this.shared = shared;
        Duration warmUp = warmUp(SharedServices.ALONE);
        ServiceGroup services =
                shared.serving(SharedServices.ALONE, base, model.bundle().fingerprint());
        Side singular = side(StudyReport.SINGULAR, services, base.version(), float32);
        this.sides = new SideBySide(services, singular, settings.rounds(), starter.progress());
        starter.tell(model.name() + ": warming up one process for " + warmUp.toSeconds() + " s");
        singular.awaitServed(PATIENCE);
        Turn warm = SideBySide.warmUp(singular, warmUp);
        this.levels = LoadLevels.of(
                singular.turn(new Load.Serial(0), new RunLength(Duration.ZERO, settings.turn())),
                singular.turn(LoadLevels.FULL, new RunLength(Duration.ZERO, CAPACITY_TIME)),
                settings);
        starter.tell(model.name() + ": " + levels.text() + " (at the end of the warm-up: "
                + Math.round(warm.totalCpuMicros()) + " us CPU a request)");
    }

    /** Packs the model for one process, has that serve it and warms it up. */
    static ModelStudy start(StudyModel model, StudySettings settings, ServiceStarter starter, SharedServices shared)
            throws InterruptedException {
        Placement placement = StudyModel.singular();
        return new ModelStudy(model, settings, starter, shared, model.pack(placement, model.plan(placement)));
    }

    private Duration warmUp(int shards) {
        return shared.areNewFor(shards) ? settings.warmUp() : settings.shorterWarmUp();
    }

    private Side side(String name, ServiceGroup group, String version, ReferenceScores reference) {
        return new Side(model.name() + " " + name, group, model.name(), version, model.requests(), reference);
    }

    /** Returns what was studied. */
    StudiedModel facts() {
        return new StudiedModel(
                model.name(),
                model.scale(),
                model.tableBytes(),
                model.requests().usual().meanCandidates(),
                model.requests().usual().meanBodyBytes(),
                levels.capacity());
    }

    /** Measures the one process against itself: what ratios are worth. */
    List<StudyRow> noise() throws InterruptedException {
        Placement placement = StudyModel.singular();
        Prediction prediction = model.predict(placement, model.plan(placement), Home.RANKING);
        List<StudyRow> rows = new ArrayList<>();
        for (LoadLevels.Level level : levels.all()) {
            rows.add(sides.noise(new RowAssembly(model.name(), placement, prediction, level)));
        }
        return rows;
    }

    /** Returns the plan of a placement, the same each time: a search that is cut off by time may find others. */
    ShardingPlan plan(Placement placement) {
        return plans.computeIfAbsent(placement.version(), version -> model.plan(placement));
    }

    /** Measures a placement against the one process under all loads; a plan that another strategy made too is not measured again. */
    List<StudyRow> measure(Placement placement) throws InterruptedException {
        ShardingPlan plan = plan(placement);
        List<StudyRow> known = measured.get(plan.madeBy(ANYONE));
        if (known != null) {
            starter.tell(model.name() + ", " + placement.label() + ": the same plan as by "
                    + known.getFirst().strategy());
            return known.stream().map(row -> row.sharedBy(placement.strategy())).toList();
        }
        List<StudyRow> rows = measure(placement, plan, levels.all());
        measured.put(plan.madeBy(ANYONE), rows);
        return rows;
    }

    /** Measures a placement once more, for longer; nothing where the settings do not want that. */
    List<StudyRow> answer(Placement placement) throws InterruptedException {
        return levels.answer().isEmpty() ? List.of() : measure(placement, plan(placement), levels.answer());
    }

    /** Measures a variant of a placement, serially. */
    List<StudyRow> vary(Placement variant) throws InterruptedException {
        return measure(variant, plan(variant), List.of(levels.all().getFirst()));
    }

    private List<StudyRow> measure(Placement placement, ShardingPlan plan, List<LoadLevels.Level> loads)
            throws InterruptedException {
        StackModel packed = model.pack(placement, plan);
        ReferenceScores reference =
                placement.sameBits() ? referenceOf(packed) : new ReferenceScores(settings.requests());
        Prediction prediction = model.predict(placement, plan, Home.REMOTE);
        if (!placement.isUsual()) {
            try (ServiceGroup own = starter.distributed(model, packed, placement)) {
                return measure(placement, prediction, own, packed, reference, loads, settings.warmUp());
            }
        }
        Duration warmUp = warmUp(placement.shards());
        try {
            ServiceGroup services =
                    shared.serving(placement.shards(), packed, model.bundle().fingerprint());
            return measure(placement, prediction, services, packed, reference, loads, warmUp);
        } catch (DependencyException e) {
            // Whatever is wrong with these processes, the next plan has others.
            shared.end(placement.shards());
            throw e;
        }
    }

    private List<StudyRow> measure(
            Placement placement,
            Prediction prediction,
            ServiceGroup services,
            StackModel packed,
            ReferenceScores reference,
            List<LoadLevels.Level> loads,
            Duration warmUp)
            throws InterruptedException {
        try (Side side = side(placement.label(), services, packed.version(), reference)) {
            side.awaitServed(PATIENCE);
            SideBySide.warmUp(side, warmUp);
            double change = reference.worstRelativeChange(float32);
            List<StudyRow> rows = new ArrayList<>();
            for (LoadLevels.Level level : loads) {
                RowAssembly assembly = new RowAssembly(model.name(), placement, prediction, level);
                rows.add(sides.row(assembly, services, side, change));
            }
            return rows;
        }
    }

    /** Measures what it costs to have the user come with every candidate, in one process and in a placement. */
    List<StudyRow> repeatUser(Placement placement) throws InterruptedException {
        return new UserStudy(model, settings, starter, sides, levels, float32).rows(placement, plan(placement));
    }

    /** Has the one process serve a plan too, and returns its scores: those that its shards must give. */
    private ReferenceScores referenceOf(StackModel packed) throws InterruptedException {
        sides.services().publish(List.of(base, packed), model.bundle().fingerprint());
        ReferenceScores reference = new ReferenceScores(settings.requests());
        try (Side check = side("singular, plan " + packed.version(), sides.services(), packed.version(), reference)) {
            check.awaitServed(PATIENCE);
            check.turn(new Load.Serial(settings.requests()), new RunLength(Duration.ZERO, PATIENCE));
        } finally {
            sides.services().publish(List.of(base), model.bundle().fingerprint());
        }
        return reference;
    }

    /** Deletes what was packed of a placement. */
    void forget(Placement placement) {
        model.unpack(placement);
    }

    @Override
    public void close() {
        sides.singular().close();
    }
}
