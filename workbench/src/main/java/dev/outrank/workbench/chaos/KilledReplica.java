package dev.outrank.workbench.chaos;

import dev.outrank.workbench.checked.Figures;
import dev.outrank.workbench.checked.Played;
import dev.outrank.workbench.checked.Promise;
import dev.outrank.workbench.checked.Promises;
import dev.outrank.workbench.checked.SteadyLoad;
import java.util.ArrayList;
import java.util.List;

/** One of two replicas of a shard is killed, and comes back. */
final class KilledReplica implements Scene {

    private static final double P99_AT_MOST = 1.5;

    @Override
    public String name() {
        return "killed-replica";
    }

    @Override
    public String fault() {
        return "one of two replicas of a shard killed, then back";
    }

    @Override
    public Played play(Stage stage) throws InterruptedException {
        String victim = stage.stack().shape().embedding(1, 1);
        try (SteadyLoad load = stage.load("warm-up")) {
            Thread.sleep(stage.pace().shortSettling());
            load.run("normal", stage.pace().normal());
            load.begin("settling");
            stage.kill(victim);
            Thread.sleep(stage.pace().shortSettling());
            load.run("without", stage.pace().fault());
            load.begin("starting");
            stage.bringBack(victim);
            load.run("back", stage.pace().shortSettling());
            List<Figures> phases = load.end();
            List<Promise> promises = new ArrayList<>(Promises.allExact(phases));
            promises.add(Promise.p99(
                    "P99 from 2 s after the kill ≤ 1.5 × before",
                    SteadyLoad.of(phases, "without").p99Millis(),
                    SteadyLoad.of(phases, "normal").p99Millis(),
                    P99_AT_MOST));
            return new Played(phases, promises);
        }
    }
}
