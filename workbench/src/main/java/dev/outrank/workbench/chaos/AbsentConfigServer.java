package dev.outrank.workbench.chaos;

import dev.outrank.workbench.checked.Figures;
import dev.outrank.workbench.checked.Played;
import dev.outrank.workbench.checked.Promise;
import dev.outrank.workbench.checked.Promises;
import dev.outrank.workbench.checked.SteadyLoad;
import dev.outrank.workbench.stack.ReplicaShape;
import java.util.ArrayList;
import java.util.List;

/** The control plane is gone for the whole scene; a replica and a ranking are killed, and start again from their copies of the registry. */
final class AbsentConfigServer implements Scene {

    /** As in {@link RollingRestart}. */
    private static final double SHARE_OF_RATE = 0.5;

    @Override
    public String name() {
        return "absent-config-server";
    }

    @Override
    public String fault() {
        return "config-server gone, services restart from their snapshots";
    }

    @Override
    public Played play(Stage stage) throws InterruptedException {
        String replica = stage.stack().shape().embedding(0, 0);
        String ranking = stage.stack().shape().rankingNames().getFirst();
        stage.kill(ReplicaShape.CONFIG);
        try (SteadyLoad load = stage.load("absent", stage.model().strict(), SHARE_OF_RATE * stage.rate())) {
            Thread.sleep(stage.pace().shortSettling());
            load.begin("replica-restarts");
            stage.terminate(replica);
            stage.bringBack(replica);
            load.begin("ranking-restarts");
            stage.terminate(ranking);
            stage.bringBack(ranking);
            load.run("both-back", stage.pace().settling());
            List<Figures> phases = load.end();
            List<Promise> promises = new ArrayList<>(Promises.allExact(phases));
            promises.add(Promise.all(
                    "restarted services serve without it",
                    Meters.isServing(stage, replica) + Meters.isServing(stage, ranking),
                    2,
                    ""));
            return new Played(phases, promises);
        }
    }
}
