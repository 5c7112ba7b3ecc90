package dev.outrank.workbench.release;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.workbench.registry.Evidence;
import dev.outrank.workbench.registry.RegistryApi;
import dev.outrank.workbench.registry.Rollout;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells of a rollout until its end: each step when it begins, and its evidence when it has passed. */
final class RolloutFollower {

    private static final long LOOK_MILLIS = 200;

    private final RegistryApi api;
    private final String model;
    private final String version;
    private final Lines lines;
    private @Nullable Rollout last;
    private String complaint = "";

    RolloutFollower(RegistryApi api, String model, String version, Lines lines) {
        this.api = api;
        this.model = model;
        this.version = version;
        this.lines = lines;
    }

    /**
     * Returns how it ended.
     *
     * @throws DependencyException if another one has begun meanwhile
     */
    Rollout.State follow() throws InterruptedException {
        while (true) {
            Optional<Rollout> now = look();
            if (now.isPresent()) {
                tell(now.get());
                if (now.get().state() != Rollout.State.RUNNING) {
                    return now.get().state();
                }
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Returns the rollout; nothing while the registry does not answer, which is said once. */
    private Optional<Rollout> look() throws InterruptedException {
        Optional<Rollout> rollout;
        try {
            rollout = api.rollout(model);
            complaint = "";
        } catch (DependencyException e) {
            String message = String.valueOf(e.getMessage());
            if (!message.equals(complaint)) {
                lines.add(message + "; asking on");
                complaint = message;
            }
            return Optional.empty();
        }
        if (rollout.filter(found -> found.version().equals(version)).isEmpty()) {
            throw new DependencyException(model + ": rollout of "
                    + rollout.map(Rollout::version).orElse("none") + " (expected: of " + version
                    + "; another one was begun meanwhile: see outrank history " + model + ")");
        }
        return rollout;
    }

    private void tell(Rollout now) {
        Rollout before = last;
        boolean running = now.state() == Rollout.State.RUNNING;
        if (before != null && (!running || before.step() != now.step())) {
            lines.add("  " + percent(before) + " ended: " + evidence(running ? before : withEvidence(now, before)));
        }
        if (running && (before == null || before.step() != now.step())) {
            lines.add("step " + (now.step() + 1) + " of " + now.steps().size() + ": " + percent(now)
                    + " of the requests");
        }
        if (!running) {
            lines.add(model + ", version " + version + ": " + ending(now));
        }
        last = now;
    }

    /** At the end the registry may have nothing left of the last step. */
    private static Rollout withEvidence(Rollout now, Rollout before) {
        Evidence canary = now.canary();
        return canary == null || canary.requests() == 0 ? before : now;
    }

    private static String ending(Rollout rollout) {
        String why = rollout.reason() == null ? "" : ": " + rollout.reason();
        return switch (rollout.state()) {
            case RUNNING -> "runs";
            case PROMOTED -> "promoted, it answers all requests";
            case ROLLED_BACK -> "rolled back" + why;
            case STOPPED -> "stopped" + why;
        };
    }

    private static String percent(Rollout rollout) {
        return String.format(Locale.ROOT, "%.4g %%", rollout.percent()).replaceAll("\\.?0+ %", " %");
    }

    private static String evidence(Rollout rollout) {
        return "canary " + text(rollout.canary()) + "; stable " + text(rollout.stable());
    }

    private static String text(@Nullable Evidence evidence) {
        if (evidence == null) {
            return "not known";
        }
        String p99 =
                evidence.p99Millis() == null ? "" : String.format(Locale.ROOT, ", P99 %.1f ms", evidence.p99Millis());
        String shift = evidence.scoreShift() == null || evidence.scoreShift() == 0
                ? ""
                : String.format(Locale.ROOT, ", score shift %.3f", evidence.scoreShift());
        return String.format(
                        Locale.ROOT,
                        "%,d requests, %.2f %% errors, %.2f %% degraded",
                        evidence.requests(),
                        100 * evidence.errorRate(),
                        100 * evidence.degradedRate())
                + p99
                + shift;
    }
}
