package dev.outrank.workbench.lifecycle;

import dev.outrank.bundle.failure.OutrankException;
import dev.outrank.workbench.checked.Figures;
import dev.outrank.workbench.checked.Played;
import dev.outrank.workbench.checked.Promise;
import dev.outrank.workbench.checked.Promises;
import dev.outrank.workbench.checked.SteadyLoad;
import dev.outrank.workbench.registry.LiveReplica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** In the middle of a swap any one process is killed; it comes back, and the same is asked for again. */
final class KillTrial implements Trial {

    private static final Duration LOOK = Duration.ofMillis(700);

    @Override
    public String name() {
        return "kills";
    }

    @Override
    public String what() {
        return "any one process killed in the middle of a swap";
    }

    @Override
    public Played play(Ground ground) throws InterruptedException {
        int kills = ground.settings().kills();
        Random random = new Random(ground.settings().seed());
        List<String> names = ground.stack().names();
        List<String> odd = new ArrayList<>();
        int met = 0;
        try (SteadyLoad load = ground.load("normal")) {
            int swapMillis = swapMillis(ground);
            for (int i = 0; i < kills; i++) {
                String victim = names.get(random.nextInt(names.size()));
                load.begin("during " + (i + 1) + ": " + victim);
                Contents contents =
                        i % 2 == 0 ? ground.library().b() : ground.library().a();
                String version = ground.book().next(contents);
                if (isKilledDuring(ground, victim, contents, version, random.nextInt(swapMillis))) {
                    met++;
                }
                load.begin("after " + (i + 1));
                ground.book().forgetAnswers();
                Thread.sleep(LOOK);
                remains(ground, version).forEach(remark -> odd.add(victim + ": " + remark));
            }
            return played(load.end(), kills, met, odd);
        }
    }

    /** Returns how long a swap takes that nothing disturbs: a kill may come at any moment of it. */
    private static int swapMillis(Ground ground) throws InterruptedException {
        long begin = System.nanoTime();
        ground.swaps().swapAndRetire(ground.library().a());
        return Math.toIntExact(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)) + 1;
    }

    /** Swaps, and swaps again after the kill; returns whether the kill met the first of the two. */
    private static boolean isKilledDuring(Ground ground, String victim, Contents contents, String version, int atMillis)
            throws InterruptedException {
        Thread first = Thread.ofVirtual().start(() -> attempt(ground.swaps(), contents, version));
        Thread.sleep(atMillis);
        boolean underWay = first.isAlive();
        ground.outages().kill(victim);
        ground.outages().bringBack(victim);
        first.join();
        ground.swaps().swap(contents, version);
        ground.swaps().awaitAlone(version);
        return underWay;
    }

    /** Whether this one gets through is a matter of the moment. */
    private static void attempt(Swaps swaps, Contents contents, String version) {
        try {
            swaps.swap(contents, version);
        } catch (OutrankException | InterruptedException e) {
            return;
        }
    }

    /** Returns what is not as it should be: one version, in the registry, in every ranking, and in the answers. */
    private static List<String> remains(Ground ground, String version) throws InterruptedException {
        List<String> remarks = new ArrayList<>(ground.swaps().halfStates(version));
        for (LiveReplica replica : ground.registry().replicas()) {
            replica.report().versions().stream()
                    .filter(reported ->
                            replica.isRanking() && !reported.version().equals(version))
                    .forEach(reported ->
                            remarks.add(replica.instance() + " has " + reported.version() + " " + reported.state()));
        }
        Set<String> answered = ground.book().answered();
        if (!answered.equals(Set.of(version))) {
            remarks.add("answers of " + answered + " where " + version + " is active");
        }
        return remarks;
    }

    private static Played played(List<Figures> phases, int kills, int met, List<String> odd) {
        List<Figures> after = phases.stream()
                .filter(figures -> figures.phase().startsWith("after "))
                .toList();
        List<Promise> promises = new ArrayList<>();
        promises.add(Promises.noneWrong(phases));
        promises.add(VersionPromises.noneMixed(phases));
        promises.add(Promise.all(
                "afterwards every answer is exact",
                Figures.sum(after, Figures::exact),
                Promises.requests(after),
                Promises.oddities(after)));
        promises.add(VersionPromises.that(
                "the same again leaves exactly one version, everywhere",
                odd.isEmpty(),
                odd.isEmpty()
                        ? kills + " of " + kills + ", " + met + " of them killed before the version was active"
                        : String.join("; ", odd)));
        return new Played(phases, promises);
    }
}
