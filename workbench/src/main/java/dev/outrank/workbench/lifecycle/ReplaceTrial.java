package dev.outrank.workbench.lifecycle;

import dev.outrank.bundle.failure.OutrankException;
import dev.outrank.registry.MemoryMode;
import dev.outrank.registry.report.VersionReport;
import dev.outrank.workbench.checked.Figures;
import dev.outrank.workbench.checked.Played;
import dev.outrank.workbench.checked.Promise;
import dev.outrank.workbench.checked.Promises;
import dev.outrank.workbench.checked.SteadyLoad;
import dev.outrank.workbench.registry.LiveReplica;
import dev.outrank.workbench.registry.RegistryApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A version takes the place of another in shards that hold one at a time. */
final class ReplaceTrial implements Trial {

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration NORMAL = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "replace";
    }

    @Override
    public String what() {
        return "shards that hold one version at a time go over to another, one replica after the other";
    }

    @Override
    public Played play(Ground ground) throws InterruptedException {
        Swaps swaps = ground.swaps();
        awaitOneEach(ground, swaps.swapAndRetire(ground.library().a()));
        String version = ground.book().next(ground.library().b());
        try (SteadyLoad load = ground.load("normal");
                Watch watch = new Watch(ground.registry())) {
            Thread.sleep(NORMAL);
            load.begin("replace");
            swaps.swap(ground.library().b(), version, MemoryMode.REPLACE);
            swaps.awaitAlone(version);
            load.run("afterwards", NORMAL);
            List<Figures> phases = load.end();
            List<Promise> promises = new ArrayList<>(Promises.allExact(phases));
            promises.add(VersionPromises.noneMixed(phases));
            promises.add(watch.promise());
            promises.add(all(ground, version));
            return new Played(phases, promises);
        }
    }

    private static Promise all(Ground ground, String version) throws InterruptedException {
        List<String> holders = ground.registry().replicas().stream()
                .filter(replica -> !replica.isRanking() && held(replica).equals(List.of(version)))
                .map(LiveReplica::instance)
                .toList();
        return Promise.all(
                "in the end every replica holds it",
                holders.size(),
                ground.stack().shape().embeddings().size(),
                "");
    }

    /** Embedding lets go of what is retired a moment after the registry has said so. */
    private static void awaitOneEach(Ground ground, String version) throws InterruptedException {
        long end = System.nanoTime() + Swaps.PATIENCE.toNanos();
        while (!all(ground, version).kept() && System.nanoTime() < end) {
            Thread.sleep(LOOK);
        }
    }

    private static List<String> held(LiveReplica replica) {
        return replica.report().versions().stream()
                .filter(reported ->
                        reported.model().equals(Library.MODEL) && reported.state() != VersionReport.LoadState.FAILED)
                .map(VersionReport::version)
                .toList();
    }

    /** Looks at what replicas report until it is closed. */
    private static final class Watch implements AutoCloseable {

        private final RegistryApi registry;
        private final AtomicInteger looks = new AtomicInteger();
        private final ConcurrentSkipListSet<String> both = new ConcurrentSkipListSet<>();
        private final AtomicBoolean ending = new AtomicBoolean();
        private final Thread thread = Thread.ofVirtual().unstarted(this::look);

        Watch(RegistryApi registry) {
            this.registry = registry;
            thread.start();
        }

        private void look() {
            try {
                while (!ending.get()) {
                    registry.replicas().stream()
                            .filter(replica ->
                                    !replica.isRanking() && held(replica).size() > 1)
                            .forEach(replica -> both.add(
                                    replica.instance() + " " + replica.report().versions()));
                    looks.incrementAndGet();
                    Thread.sleep(LOOK);
                }
            } catch (OutrankException | InterruptedException e) {
                both.add("the watch ended early: " + e);
            }
        }

        Promise promise() {
            return Promise.none(
                    "no replica holds two versions, in any look at their reports",
                    both.size(),
                    looks.get(),
                    String.join("; ", both));
        }

        @Override
        public void close() {
            ending.set(true);
        }
    }
}
