package dev.outrank.workbench.lifecycle;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.registry.MemoryMode;
import dev.outrank.registry.VersionState;
import dev.outrank.workbench.checked.Figures;
import dev.outrank.workbench.checked.Played;
import dev.outrank.workbench.checked.Promise;
import dev.outrank.workbench.checked.Promises;
import dev.outrank.workbench.checked.SteadyLoad;
import dev.outrank.workbench.registry.Bounds;
import dev.outrank.workbench.registry.RegistryApi;
import dev.outrank.workbench.registry.Rollout;
import dev.outrank.workbench.registry.RolloutPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A version is rolled out; what becomes of it is the registry's doing.
 *
 * @param name on the command line
 * @param what is done
 * @param kind of the version
 */
record RolloutTrial(String name, String what, Kind kind) implements Trial {

    private static final List<Double> STEPS = List.of(50.0, 100.0);
    private static final long PAUSE_SECONDS = 5;
    private static final Duration IN_TIME = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration AFTERWARDS = Duration.ofSeconds(2);

    /** Bounds that nothing leaves: so that a version is rolled back for the reason that is tried. */
    private static final double NO_LATENCY = 1_000;

    private static final double NO_SHIFT = 100;

    private static final double SHARE = 0.01;
    private static final double LATENCY_FACTOR = 1.25;
    private static final double SCORE_SHIFT = 0.2;

    /** Of fewer, chance alone makes as large a shift of scores as the shifted version's (docs/rollout.md). */
    private static final int REQUESTS = 100;

    /** What is wrong with a version, and what the reason of its rollback speaks of. */
    enum Kind {
        GOOD("", LATENCY_FACTOR, SCORE_SHIFT),
        SHIFTED("score", NO_LATENCY, SCORE_SHIFT),
        SLOW("latency", LATENCY_FACTOR, NO_SHIFT),
        FAILING("error", NO_LATENCY, NO_SHIFT);

        private final String word;
        private final double latencyFactor;
        private final double scoreShift;

        Kind(String word, double latencyFactor, double scoreShift) {
            this.word = word;
            this.latencyFactor = latencyFactor;
            this.scoreShift = scoreShift;
        }

        private Contents contents(Library library) {
            return switch (this) {
                case GOOD -> library.a();
                case SHIFTED -> library.shifted();
                case SLOW -> library.slow();
                case FAILING -> library.failing();
            };
        }

        private RolloutPlan plan() {
            return new RolloutPlan(STEPS, PAUSE_SECONDS, new Bounds(SHARE, SHARE, latencyFactor, scoreShift, REQUESTS));
        }
    }

    @Override
    public Played play(Ground ground) throws InterruptedException {
        Swaps swaps = ground.swaps();
        try (SteadyLoad load = ground.load("normal")) {
            String stable = swaps.swapAndRetire(ground.library().a());
            Contents contents = kind.contents(ground.library());
            String canary = ground.book().next(contents);
            swaps.ready(contents, canary, MemoryMode.BESIDE);
            load.begin("rollout");
            long begin = System.nanoTime();
            ground.registry().rollout(Library.MODEL, canary, kind.plan(), Swaps.SIGNATURE);
            Rollout end = ended(ground.registry(), canary);
            double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
            String left = end.state() == Rollout.State.PROMOTED ? canary : stable;
            giveUp(ground, canary, left);
            load.run("afterwards", AFTERWARDS);
            return played(load.end(), end, seconds, left.equals(swaps.model().activeVersion()));
        }
    }

    private static Rollout ended(RegistryApi registry, String version) throws InterruptedException {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < patience) {
            Rollout rollout = registry.rollout(Library.MODEL).orElse(null);
            if (rollout != null && rollout.version().equals(version) && rollout.state() != Rollout.State.RUNNING) {
                return rollout;
            }
            Thread.sleep(LOOK);
        }
        throw new DependencyException("rollout of " + version + ": runs after " + PATIENCE.toSeconds()
                + " s (expected: promoted or rolled back by itself)");
    }

    private static void giveUp(Ground ground, String canary, String left) throws InterruptedException {
        boolean kept = ground.swaps()
                .model()
                .version(canary)
                .filter(entry -> entry.state() == VersionState.READY)
                .isPresent();
        if (kept) {
            ground.registry().retire(Library.MODEL, canary, Swaps.SIGNATURE);
        }
        ground.swaps().awaitAlone(left);
    }

    private Played played(List<Figures> phases, Rollout end, double seconds, boolean active) {
        Rollout.State expected = kind == Kind.GOOD ? Rollout.State.PROMOTED : Rollout.State.ROLLED_BACK;
        String reason = String.valueOf(end.reason());
        boolean named = reason.toLowerCase(Locale.ROOT).contains(kind.word);
        List<Promise> promises = new ArrayList<>();
        promises.add(VersionPromises.that(
                expected == Rollout.State.PROMOTED ? "promoted" : "rolled back by itself, for this reason",
                end.state() == expected && named && active,
                end.state() + ": " + reason));
        promises.add(Promises.noneWrong(phases));
        if (kind == Kind.FAILING) {
            List<Figures> after = List.of(SteadyLoad.of(phases, "afterwards"));
            promises.add(Promise.all(
                    "afterwards every answer is exact",
                    Figures.sum(after, Figures::exact),
                    Promises.requests(after),
                    Promises.oddities(after)));
        } else {
            promises.addAll(Promises.allExact(phases).subList(0, 1));
        }
        promises.add(new Promise(
                "within 30 s",
                Promise.Kind.TIMES,
                String.format(Locale.ROOT, "%.1f s", seconds),
                seconds <= IN_TIME.toSeconds()));
        return new Played(phases, promises);
    }
}
