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

/**
 * The network to one replica is bad in the ways that break no connection: late by chance, narrow, losing the answers, losing everything. What was lost
 * does not come back: where that ends connections are reset.
 */
final class SilentNetwork implements Scene {

    private static final Duration LATE = Duration.ofMillis(5);
    private static final Duration JITTER = Duration.ofMillis(20);

    /** Bytes a second: an answer of some kilobytes takes a good part of one. */
    private static final long NARROW = 20_000;

    @Override
    public String name() {
        return "silent-network";
    }

    @Override
    public String fault() {
        return "to one replica: jitter, little bandwidth, no answers, nothing";
    }

    @Override
    public Played play(Stage stage) throws InterruptedException {
        FaultProxy proxy = stage.stack().proxy(stage.stack().shape().embedding(1, 1));
        long before = proxy.faults();
        try (SteadyLoad load = stage.load("normal")) {
            Thread.sleep(stage.pace().shortSettling());
            play(proxy, new Fault.Delay(LATE, LATE, JITTER), "jitter", load, stage.pace());
            play(proxy, new Fault.Bandwidth(NARROW), "little bandwidth", load, stage.pace());
            play(proxy, new Fault.HalfOpen(), "no answers", load, stage.pace());
            play(proxy, new Fault.BlackHole(), "nothing", load, stage.pace());
            List<Figures> phases = load.end();
            long faults = proxy.faults() - before;
            List<Promise> promises = new ArrayList<>(Promises.allExact(phases));
            promises.add(new Promise("the faults were had", Promise.Kind.ANSWERS, faults + " chunks", faults > 0));
            return new Played(phases, promises);
        } finally {
            proxy.heal();
        }
    }

    private static void play(FaultProxy proxy, Fault fault, String phase, SteadyLoad load, Pace pace)
            throws InterruptedException {
        load.begin(phase);
        proxy.apply(fault);
        Thread.sleep(pace.fault());
        load.begin("after " + phase);
        proxy.heal();
        Thread.sleep(pace.shortSettling());
    }
}
