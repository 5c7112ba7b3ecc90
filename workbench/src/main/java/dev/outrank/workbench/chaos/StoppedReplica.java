package dev.outrank.workbench.chaos;

import dev.outrank.workbench.checked.Figures;
import dev.outrank.workbench.checked.Played;
import dev.outrank.workbench.checked.Promise;
import dev.outrank.workbench.checked.Promises;
import dev.outrank.workbench.checked.SteadyLoad;
import java.util.ArrayList;
import java.util.List;

/** One replica stands still: its connections stay, and nobody answers (SIGSTOP). */
final class StoppedReplica implements Scene {

    private static final double P99_AT_MOST = 1.5;

    @Override
    public String name() {
        return "stopped-replica";
    }

    @Override
    public String fault() {
        return "one replica stopped (SIGSTOP), then continued";
    }

    @Override
    public Played play(Stage stage) throws InterruptedException {
        String victim = stage.stack().shape().embedding(1, 0);
        try (SteadyLoad load = stage.load("normal")) {
            Thread.sleep(stage.pace().normal());
            load.begin("settling");
            stage.stack().pause(victim);
            try {
                Thread.sleep(stage.pace().settling());
                load.run("stopped", stage.pace().fault());
                load.begin("back");
            } finally {
                stage.stack().resume(victim);
            }
            Thread.sleep(stage.pace().shortSettling());
            List<Figures> phases = load.end();
            List<Promise> promises = new ArrayList<>(Promises.allExact(phases));
            promises.add(Promise.p99(
                    "P99 from 3 s on ≤ 1.5 × before",
                    SteadyLoad.of(phases, "stopped").p99Millis(),
                    SteadyLoad.of(phases, "normal").p99Millis(),
                    P99_AT_MOST));
            return new Played(phases, promises);
        }
    }
}
