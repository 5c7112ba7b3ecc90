package dev.outrank.workbench.chaos;

import dev.outrank.testkit.fault.Fault;
import dev.outrank.testkit.fault.FaultProxy;
import dev.outrank.workbench.checked.Figures;
import dev.outrank.workbench.checked.Played;
import dev.outrank.workbench.checked.Promise;
import dev.outrank.workbench.checked.Promises;
import dev.outrank.workbench.checked.SteadyLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The answers of one replica come 50 ms later than they should. */
final class SlowReplica implements Scene {

    private static final Duration DELAY = Duration.ofMillis(50);
    private static final double P99_AT_MOST = 1.25;

    @Override
    public String name() {
        return "slow-replica";
    }

    @Override
    public String fault() {
        return "one replica slowed by 50 ms";
    }

    @Override
    public Played play(Stage stage) throws InterruptedException {
        FaultProxy proxy = stage.stack().proxy(stage.stack().shape().embedding(0, 1));
        try (SteadyLoad load = stage.load("normal")) {
            Thread.sleep(stage.pace().normal());
            load.begin("settling");
            proxy.apply(Fault.Delay.ofAnswers(DELAY));
            Thread.sleep(stage.pace().settling());
            load.run("slowed", stage.pace().fault());
            load.begin("back");
            proxy.heal();
            Thread.sleep(stage.pace().shortSettling());
            List<Figures> phases = load.end();
            List<Promise> promises = new ArrayList<>(Promises.allExact(phases));
            promises.add(Promise.p99(
                    "P99 from 3 s on ≤ 1.25 × before",
                    SteadyLoad.of(phases, "slowed").p99Millis(),
                    SteadyLoad.of(phases, "normal").p99Millis(),
                    P99_AT_MOST));
            return new Played(phases, promises);
        }
    }
}
