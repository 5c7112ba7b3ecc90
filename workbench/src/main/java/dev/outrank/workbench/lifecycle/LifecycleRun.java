package dev.outrank.workbench.lifecycle;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.failure.OutrankException;
import dev.outrank.workbench.characterize.Versions;
import dev.outrank.workbench.checked.Capacity;
import dev.outrank.workbench.checked.GatewayClient;
import dev.outrank.workbench.checked.Played;
import dev.outrank.workbench.checked.SceneReport;
import dev.outrank.workbench.checked.SceneText;
import dev.outrank.workbench.stack.FileTrees;
import dev.outrank.workbench.stack.ReplicaShape;
import dev.outrank.workbench.stack.ReplicaStack;
import dev.outrank.workbench.stack.ServiceGroup;
import dev.outrank.workbench.stack.StackModel;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Plays trials on a stack of its own, one after the other. */
final class LifecycleRun {

    /** More than what the tables of two versions take, and less than those of one that is too large. */
    static final long SHARD_BYTES = 32L << 20;

    private static final ReplicaShape SHAPE = new ReplicaShape(2, 2, 2, 2);
    private static final Duration PATIENCE = Ground.BUDGET.multipliedBy(2);

    /** What is compiled on the way of a request, at most. */
    private static final Duration WARM_UP = Duration.ofSeconds(30);

    /** Superseded versions go at once, so that each swap returns the memory of the one before; the services read those that are theirs. */
    private static final List<String> ARGUMENTS =
            List.of("--outrank.registry.retain=0", "--outrank.embedding.memory-limit=" + SHARD_BYTES + "B");

    private final LifecycleSettings settings;
    private final Consumer<String> out;

    LifecycleRun(LifecycleSettings settings, Consumer<String> out) {
        this.settings = settings;
        this.out = out;
    }

    /** Starts the stack, plays, ends the stack, and returns what was seen. */
    LifecycleReport play() throws InterruptedException {
        prepareDirectory();
        VersionBook book = new VersionBook();
        Library library = Library.generate(settings.directory().resolve("models"), SHAPE, settings.seed(), book);
        ServiceGroup.Home home =
                new ServiceGroup.Home(settings.root(), settings.directory().resolve("services"), out);
        out.accept(String.format(
                Locale.ROOT,
                "Starting 2 shards × 2 replicas, 2 rankings, 2 gateways and the config-server; logs in %s; %.0f requests a second, every answer checked.",
                home.directory(),
                settings.rate()));
        StackModel first = library.a().files();
        book.note(first.version(), library.a());
        try (ReplicaStack stack = ReplicaStack.start(home, SHAPE, List.of(first), jvmFlags(), ARGUMENTS);
                GatewayClient client = new GatewayClient(stack.gatewayPorts(), Ground.BUDGET, PATIENCE)) {
            double capacity = Capacity.measureWarm(client, library, WARM_UP);
            out.accept(String.format(Locale.ROOT, "Capacity %.0f requests a second.", capacity));
            return play(new Ground(stack, client, library, book, settings));
        }
    }

    private List<String> jvmFlags() {
        List<String> flags = new ArrayList<>(settings.jvmFlags());
        flags.add(Footprint.HEAPS_IN_MEMORY);
        return flags;
    }

    private void prepareDirectory() {
        try {
            FileTrees.delete(settings.directory());
            Files.createDirectories(settings.directory().resolve("models"));
            Files.createDirectories(settings.directory().resolve("wrong"));
        } catch (IOException e) {
            throw new InternalException(settings.directory() + ": " + e + " (expected: a directory to write to)", e);
        }
    }

    private LifecycleReport play(Ground ground) throws InterruptedException {
        List<SceneReport> reports = new ArrayList<>();
        for (Trial trial : Trials.named(settings.trials())) {
            SceneReport report = play(trial, ground);
            reports.add(report);
            SceneText.lines(report).forEach(out);
            ground.outages().restore();
        }
        return new LifecycleReport(
                LifecycleReport.FORMAT_VERSION, Versions.read(settings.root()), described(), settings.rate(), reports);
    }

    private static SceneReport play(Trial trial, Ground ground) throws InterruptedException {
        long begin = System.nanoTime();
        Played played;
        try {
            played = trial.play(ground);
        } catch (OutrankException e) {
            played = Played.broken(e);
        }
        double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
        return new SceneReport(trial.name(), trial.what(), seconds, played.phases(), played.promises());
    }

    private Map<String, String> described() {
        Map<String, String> described = new TreeMap<>();
        described.put("seed", String.valueOf(settings.seed()));
        described.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        described.put("jvm flags", String.join(" ", jvmFlags()));
        described.put("stack", "2 shards x 2 replicas, 2 rankings, 2 gateways");
        described.put("swaps", String.valueOf(settings.swaps()));
        described.put("kills", String.valueOf(settings.kills()));
        return described;
    }
}
