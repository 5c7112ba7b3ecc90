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

/** In the middle of a swap any one process is killed; it comes back, and the same is asked for again. */
final class KillTrial implements Trial {

    /** About how long a swap takes: the moment is any of it. */
    private static final int SWAP_MILLIS = 3_000;

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
        try (SteadyLoad load = ground.load("normal")) {
            for (int i = 0; i < kills; i++) {
                String victim = names.get(random.nextInt(names.size()));
                load.begin("during " + (i + 1) + ": " + victim);
                String version = kill(ground, victim, i, random.nextInt(SWAP_MILLIS));
                load.begin("after " + (i + 1));
                ground.book().forgetAnswers();
                Thread.sleep(LOOK);
                remains(ground, version).forEach(remark -> odd.add(victim + ": " + remark));
            }
            return played(load.end(), kills, odd);
        }
    }

    private static String kill(Ground ground, String victim, int number, int atMillis) throws InterruptedException {
        Contents contents =
                number % 2 == 0 ? ground.library().b() : ground.library().a();
        String version = ground.book().next(contents);
        Thread first = Thread.ofVirtual().start(() -> attempt(ground.swaps(), contents, version));
        Thread.sleep(atMillis);
        ground.outages().kill(victim);
        ground.outages().bringBack(victim);
        first.join();
        ground.swaps().swap(contents, version);
        ground.swaps().awaitAlone(version);
        return version;
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

    private static Played played(List<Figures> phases, int kills, List<String> odd) {
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
                odd.isEmpty() ? kills + " of " + kills : String.join("; ", odd)));
        return new Played(phases, promises);
    }
}
