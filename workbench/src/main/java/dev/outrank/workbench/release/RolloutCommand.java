package dev.outrank.workbench.release;

import dev.outrank.workbench.registry.Bounds;
import dev.outrank.workbench.registry.RegistryApi;
import dev.outrank.workbench.registry.Rollout;
import dev.outrank.workbench.registry.RolloutPlan;
import dev.outrank.workbench.text.TimeSpan;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code outrank rollout}. */
@Command(
        name = "rollout",
        description = {
            "Has a version that is ready take a model's requests over in steps, and follows it to its end.",
            "The registry watches errors, degraded answers, latency and scores of both versions, and takes the new one back by itself when it leaves its bounds.",
            "Where a rollout of the version runs already, it is followed as it is; where its newest one ended by itself, that is said."
        },
        footer = {
            "",
            "Ctrl-C ends the following, not the rollout: 'outrank rollback' ends that.",
            "",
            "Example: outrank publish --model models/clicks-2 --out packed --no-activate",
            "         outrank rollout clicks <version> --steps 1,10,50,100 --pause 60s",
            "Example: outrank rollout clicks <version> --steps 5,100 --pause 10min --score-shift 0.5"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:the version is the active one", " 1:it was rolled back or stopped; the reason is printed"})
public final class RolloutCommand implements Callable<Integer> {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final String AGAIN = " (--again rolls it out once more)";

    @Parameters(index = "0", paramLabel = "<model>", description = "The model's name.")
    private String model;

    @Parameters(index = "1", paramLabel = "<version>", description = "A version that is ready.")
    private String version;

    @Option(
            names = "--steps",
            split = ",",
            defaultValue = "1,10,50,100",
            paramLabel = "<percent>",
            description = "Of the requests, ascending, the last 100 (default: ${DEFAULT-VALUE}).")
    private List<Double> steps = List.of();

    @Option(
            names = "--pause",
            defaultValue = "60s",
            paramLabel = "<time>",
            description = "How long a step lasts, at least (default: ${DEFAULT-VALUE}).")
    private String pause;

    @Option(
            names = "--error-rate",
            defaultValue = "0.01",
            paramLabel = "<share>",
            description = "Errors beyond the stable version's share (default: ${DEFAULT-VALUE}).")
    private double errorRate;

    @Option(
            names = "--degraded-rate",
            defaultValue = "0.01",
            paramLabel = "<share>",
            description = "Degraded answers beyond the stable version's share (default: ${DEFAULT-VALUE}).")
    private double degradedRate;

    @Option(
            names = "--latency-factor",
            defaultValue = "1.25",
            paramLabel = "<factor>",
            description = "Median and P99, of the stable version's (default: ${DEFAULT-VALUE}).")
    private double latencyFactor;

    @Option(
            names = "--score-shift",
            defaultValue = "0.2",
            paramLabel = "<psi>",
            description = "Population stability index of the scores (default: ${DEFAULT-VALUE}).")
    private double scoreShift;

    @Option(
            names = "--min-requests",
            defaultValue = "100",
            paramLabel = "<count>",
            description = "Requests of each of both versions before a step is passed (default: ${DEFAULT-VALUE}).")
    private long minRequests;

    @Option(
            names = "--again",
            description = "Begin once more where the version's newest rollout was rolled back, or promoted before.")
    private boolean again;

    @Option(
            names = "--reason",
            defaultValue = "outrank rollout",
            description = "Why, for the registry's history (default: ${DEFAULT-VALUE}).")
    private String reason;

    @Mixin
    private RegistryOptions registry;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Lines lines = new Lines(spec);
        double pauseSeconds = TimeSpan.parseNanos("--pause", pause) / NANOS_PER_SECOND;
        RolloutPlan plan = new RolloutPlan(
                steps, pauseSeconds, new Bounds(errorRate, degradedRate, latencyFactor, scoreShift, minRequests));
        try (HttpClient http = RegistryOptions.http()) {
            RegistryApi api = registry.api(http);
            Optional<Integer> ended = again ? Optional.empty() : ended(api, lines);
            if (ended.isPresent()) {
                return ended.get();
            }
            startUnlessRunning(api, plan, lines);
            try (Interruption _ = Interruption.saying(() -> lines.add(
                    "Stopped following; the rollout goes on. To end it: outrank rollback " + model + " --reason …"))) {
                return new RolloutFollower(api, model, version, lines).follow() == Rollout.State.PROMOTED ? 0 : 1;
            }
        }
    }

    /** Returns the exit code where the newest rollout is of this version and ended by itself: the same command asks for nothing new. */
    private Optional<Integer> ended(RegistryApi api, Lines lines) throws InterruptedException {
        Optional<Rollout> newest =
                api.rollout(model).filter(rollout -> rollout.version().equals(version));
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        String name = model + ", version " + version + ": ";
        return switch (newest.get().state()) {
            case RUNNING, STOPPED -> Optional.empty();
            case PROMOTED -> {
                boolean active = api.model(model)
                        .filter(entry -> version.equals(entry.activeVersion()))
                        .isPresent();
                lines.add(name
                        + (active
                                ? "promoted already, it answers all requests"
                                : "promoted before, and not active any more" + AGAIN));
                yield Optional.of(active ? 0 : 1);
            }
            case ROLLED_BACK -> {
                lines.add(name + "rolled back before: " + newest.get().reason() + AGAIN);
                yield Optional.of(1);
            }
        };
    }

    private void startUnlessRunning(RegistryApi api, RolloutPlan plan, Lines lines) throws InterruptedException {
        Optional<Rollout> running = api.rollout(model)
                .filter(rollout -> rollout.state() == Rollout.State.RUNNING
                        && rollout.version().equals(version));
        if (running.isPresent()) {
            lines.add(model + ", version " + version + ": a rollout runs already, by steps "
                    + running.get().steps() + "; following it");
        } else {
            api.rollout(model, version, plan, registry.signature(reason));
            lines.add(model + ", version " + version + ": rollout by steps " + plan.steps() + ", "
                    + text(plan.pauseSeconds()) + " s each, began");
        }
    }

    private static String text(double seconds) {
        return BigDecimal.valueOf(seconds).stripTrailingZeros().toPlainString();
    }
}
