package dev.outrank.workbench.chaos;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.bundle.failure.InternalException;
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

/** Plays scenes on a stack of its own, one after the other. */
final class ChaosRun {

    private static final ReplicaShape SHAPE = new ReplicaShape(2, 2, 2, 2);
    private static final Duration PATIENCE = Stage.BUDGET.multipliedBy(2);

    private final ChaosSettings settings;
    private final Consumer<String> out;

    ChaosRun(ChaosSettings settings, Consumer<String> out) {
        this.settings = settings;
        this.out = out;
    }

    /** Starts the stack, plays, ends the stack, and returns what was seen. */
    ChaosReport play() throws InterruptedException {
        prepareDirectory();
        ChaosModel model = ChaosModel.generate(settings.directory().resolve("models"), SHAPE, settings.seed());
        ServiceGroup.Home home =
                new ServiceGroup.Home(settings.root(), settings.directory().resolve("services"), out);
        out.accept("Starting 2 shards × 2 replicas, 2 rankings, 2 gateways and the config-server; logs in "
                + home.directory());
        try (ReplicaStack stack = ReplicaStack.start(home, SHAPE, model.packed(), settings.jvmFlags());
                GatewayClient client = new GatewayClient(stack.gatewayPorts(), Stage.BUDGET, PATIENCE)) {
            return play(stage(stack, client, model));
        }
    }

    private void prepareDirectory() {
        try {
            FileTrees.delete(settings.directory());
            Files.createDirectories(settings.directory().resolve("models"));
        } catch (IOException e) {
            throw new InternalException(settings.directory() + ": " + e + " (expected: a directory to write to)", e);
        }
    }

    private Stage stage(ReplicaStack stack, GatewayClient client, ChaosModel model) throws InterruptedException {
        double capacity =
                Capacity.measureWarm(client, model.strict(), settings.pace().warmUp());
        if (capacity == 0) {
            throw new DependencyException(
                    "capacity: 0 exact answers a second (expected: a stack that answers with the known scores)");
        }
        double rate = capacity * Stage.USUAL_SHARE;
        out.accept(String.format(
                Locale.ROOT,
                "Capacity %.0f requests a second; usual load %.0f, open loop, every answer checked.",
                capacity,
                rate));
        out.accept("");
        return new Stage(stack, client, model, settings.pace(), capacity, rate, settings.seed());
    }

    private ChaosReport play(Stage stage) throws InterruptedException {
        List<SceneReport> reports = new ArrayList<>();
        for (Scene scene : Scenes.named(settings.scenes())) {
            SceneReport report = play(scene, stage);
            reports.add(report);
            SceneText.lines(report).forEach(out);
            stage.restore();
        }
        return new ChaosReport(
                ChaosReport.FORMAT_VERSION,
                Versions.read(settings.root()),
                described(),
                stage.capacity(),
                stage.rate(),
                reports);
    }

    private SceneReport play(Scene scene, Stage stage) throws InterruptedException {
        long begin = System.nanoTime();
        Played played;
        try {
            played = scene.play(stage);
        } catch (DependencyException e) {
            played = Played.broken(e);
        }
        double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
        return new SceneReport(scene.name(), scene.fault(), seconds, played.phases(), played.promises());
    }

    private Map<String, String> described() {
        Map<String, String> described = new TreeMap<>();
        described.put("seed", String.valueOf(settings.seed()));
        described.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        described.put("jvm flags", String.join(" ", settings.jvmFlags()));
        described.put("stack", "2 shards x 2 replicas, 2 rankings, 2 gateways");
        described.put("overload", settings.pace().overload().toMillis() + " ms");
        return described;
    }
}
