package dev.outrank.workbench.characterize;

import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.predict.PlanPredictor.Home;
import dev.outrank.planner.predict.Prediction;
import dev.outrank.workbench.replay.Load;
import dev.outrank.workbench.replay.ReferenceScores;
import dev.outrank.workbench.replay.RunLength;
import dev.outrank.workbench.stack.ServiceGroup;
import dev.outrank.workbench.stack.StackModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The study of one model: one process with all tables, and beside it one placement after another. Not thread-safe. */
final class ModelStudy implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration IDLE = Duration.ofSeconds(2);

    /** Rows are where their files are, on both sides, so that files are shared by all that serve them. */
    private static final List<String> MAPPED =
            List.of("--outrank.ranking.memory=mapped", "--outrank.embedding.memory=mapped");

    private final StudyModel model;
    private final StudySettings settings;
    private final Path root;
    private final Path logs;
    private final Consumer<String> progress;
    private final StackModel base;
    private final ServiceGroup singularServices;
    private final ReferenceScores float32;
    private final Side singular;
    private final LoadLevels levels;

    private ModelStudy(
            StudyModel model,
            StudySettings settings,
            Path root,
            Consumer<String> progress,
            StackModel base,
            ServiceGroup singularServices)
            throws InterruptedException {
        this.model = model;
        this.settings = settings;
        this.root = root;
        this.logs = model.directory();
        this.progress = progress;
        this.base = base;
        this.singularServices = singularServices;
        this.float32 = new ReferenceScores(settings.requests());
        this.singular = side("singular", singularServices, base.version(), float32);
        progress.accept(model.name() + ": warming up one process for "
                + settings.warmUp().toSeconds() + " s");
        singular.awaitServed(PATIENCE);
        Turn warm = singular.turn(new Load.Serial(0), new RunLength(Duration.ZERO, settings.warmUp()));
        singular.measureIdle(IDLE);
        this.levels = LoadLevels.of(
                singular.turn(new Load.Serial(0), new RunLength(Duration.ZERO, settings.turn())), settings);
        progress.accept(model.name() + ": " + levels.text() + " (the first seconds: "
                + Math.round(warm.totalCpuMicros()) + " us CPU a request)");
    }

    /** Packs the model for one process, starts that and warms it up. */
    static ModelStudy start(StudyModel model, StudySettings settings, Path root, Consumer<String> progress)
            throws InterruptedException {
        Placement placement = StudyModel.singular();
        StackModel base = model.pack(placement, model.plan(placement));
        ServiceGroup services = ServiceGroup.singular(
                new ServiceGroup.Home(root, model.directory(), progress),
                base,
                model.bundle().fingerprint(),
                properties(settings, List.of()));
        boolean started = false;
        try {
            ModelStudy study = new ModelStudy(model, settings, root, progress, base, services);
            started = true;
            return study;
        } finally {
            if (!started) {
                services.close();
            }
        }
    }

    private static List<String> properties(StudySettings settings, List<String> own) {
        List<String> properties = new ArrayList<>(MAPPED);
        properties.addAll(settings.properties());
        properties.addAll(own);
        return properties;
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
                model.requests().meanCandidates(),
                model.requests().meanBodyBytes(),
                levels.capacity());
    }

    /** Measures the one process against itself: what ratios are worth. */
    List<StudyRow> noise() throws InterruptedException {
        Placement placement = StudyModel.singular();
        ShardingPlan plan = model.plan(placement);
        Prediction prediction = model.predict(placement, plan, Home.RANKING);
        List<StudyRow> rows = new ArrayList<>();
        for (LoadLevels.Level level : levels.all()) {
            List<Round> rounds = Interleaving.run(singular, singular, settings.rounds(), level.load(), level.length());
            rows.add(new RowAssembly(model, placement, prediction, level).row(rounds, 0, 0, memory(singularServices)));
            tell(rows.getLast());
        }
        return rows;
    }

    /** Measures a placement against the one process, under all loads or only serially. */
    List<StudyRow> measure(Placement placement, boolean allLoads) throws InterruptedException {
        ShardingPlan plan = model.plan(placement);
        StackModel packed = model.pack(placement, plan);
        ReferenceScores reference =
                placement.sameBits() ? referenceOf(packed) : new ReferenceScores(settings.requests());
        ServiceGroup.Home home = new ServiceGroup.Home(root, logs, progress);
        try (ServiceGroup services = ServiceGroup.distributed(
                        home,
                        packed,
                        model.bundle().fingerprint(),
                        placement.shards(),
                        properties(settings, placement.properties()));
                Side distributed = side(placement.label(), services, packed.version(), reference)) {
            distributed.awaitServed(PATIENCE);
            distributed.turn(new Load.Serial(0), new RunLength(Duration.ZERO, settings.warmUp()));
            distributed.measureIdle(IDLE);
            Prediction prediction = model.predict(placement, plan, Home.REMOTE);
            double change = reference.worstRelativeChange(float32);
            List<StudyRow> rows = new ArrayList<>();
            for (LoadLevels.Level level : allLoads ? levels.all() : levels.all().subList(0, 1)) {
                double before = LookupCounter.of(services.rankingPort());
                List<Round> rounds =
                        Interleaving.run(singular, distributed, settings.rounds(), level.load(), level.length());
                double lookups = LookupCounter.of(services.rankingPort()) - before;
                double answered = rounds.stream()
                        .mapToLong(round -> round.distributed().result().answered())
                        .sum();
                rows.add(new RowAssembly(model, placement, prediction, level)
                        .row(rounds, lookups / answered, change, memory(services, singularServices)));
                tell(rows.getLast());
            }
            return rows;
        }
    }

    /** Has the one process serve a plan too, and returns its scores: those that its shards must give. */
    private ReferenceScores referenceOf(StackModel packed) throws InterruptedException {
        singularServices.publish(List.of(base, packed));
        ReferenceScores reference = new ReferenceScores(settings.requests());
        try (Side check = side("singular, plan " + packed.version(), singularServices, packed.version(), reference)) {
            check.awaitServed(PATIENCE);
            check.turn(new Load.Serial(settings.requests()), new RunLength(Duration.ZERO, PATIENCE));
        } finally {
            singularServices.publish(List.of(base));
        }
        return reference;
    }

    private static Map<String, ProcessMemory> memory(ServiceGroup... groups) {
        Map<String, ProcessMemory> memory = new LinkedHashMap<>();
        for (ServiceGroup group : groups) {
            group.processes().forEach((name, process) -> memory.put(name, ProcessMemory.of(process)));
        }
        return memory;
    }

    private void tell(StudyRow row) {
        progress.accept(StudyText.line(row));
    }

    /** Deletes what was packed of a placement. */
    void forget(Placement placement) {
        model.unpack(placement);
    }

    @Override
    public void close() {
        singular.close();
        singularServices.close();
    }
}
