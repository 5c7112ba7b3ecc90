package dev.outrank.workbench.chaos;

import dev.outrank.testkit.fault.Fault;
import dev.outrank.testkit.fault.FaultProxy;
import dev.outrank.workbench.checked.Figures;
import dev.outrank.workbench.checked.Oddity;
import dev.outrank.workbench.checked.Played;
import dev.outrank.workbench.checked.Promise;
import dev.outrank.workbench.checked.Promises;
import dev.outrank.workbench.checked.SteadyLoad;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Connections are reset, and bytes changed, in the middle of answers of one replica. */
final class BrokenAnswers implements Scene {

    /** A few answers of the usual size, and part of one more. */
    private static final long RESET_AFTER_BYTES = 10_000;

    private static final int CORRUPT_EVERY_NTH = 3;
    private static final Duration FAULT_PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(100);

    /** Connections come back; then answers are whole again. */
    private static final Duration HEALING = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "broken-answers";
    }

    @Override
    public String fault() {
        return "connections reset, bytes corrupted mid-answer";
    }

    @Override
    public Played play(Stage stage) throws InterruptedException {
        FaultProxy proxy = stage.stack().proxy(stage.stack().shape().embedding(0, 0));
        try (SteadyLoad load = stage.load("normal")) {
            Thread.sleep(stage.pace().shortSettling());
            long before = proxy.faults();
            load.begin("reset");
            proxy.apply(new Fault.Reset(RESET_AFTER_BYTES));
            Thread.sleep(stage.pace().fault());
            awaitMore(proxy, before);
            long resets = proxy.faults() - before;
            load.begin("healing");
            proxy.heal();
            Thread.sleep(HEALING);
            load.begin("corrupted");
            proxy.apply(new Fault.Corruption(CORRUPT_EVERY_NTH));
            Thread.sleep(stage.pace().fault());
            awaitMore(proxy, before + resets);
            long corruptions = proxy.faults() - before - resets;
            load.begin("healing-again");
            proxy.heal();
            Thread.sleep(HEALING);
            load.run("back", stage.pace().shortSettling());
            return played(load.end(), resets, corruptions);
        }
    }

    /** A replica whose answers break is asked rarely: under little load the fault takes its time. */
    private static void awaitMore(FaultProxy proxy, long before) throws InterruptedException {
        long end = System.nanoTime() + FAULT_PATIENCE.toNanos();
        while (proxy.faults() == before && System.nanoTime() < end) {
            Thread.sleep(LOOK);
        }
    }

    private static Played played(List<Figures> phases, long resets, long corruptions) {
        Figures back = SteadyLoad.of(phases, "back");
        return new Played(
                phases,
                List.of(
                        Promises.noneWrong(phases),
                        new Promise(
                                "the faults were had",
                                Promise.Kind.ANSWERS,
                                String.format(Locale.ROOT, "%,d resets, %,d corruptions", resets, corruptions),
                                resets > 0 && corruptions > 0),
                        clear(phases),
                        Promise.all("back: every answer exact", back.exact(), back.requests(), back.oddText())));
    }

    /** What is not retried fails with a status that says so, and names the shard. */
    private static Promise clear(List<Figures> phases) {
        long bad = Figures.sum(phases, figures -> figures.refused() + figures.failed());
        long named = phases.stream()
                .flatMap(figures -> figures.oddities().stream())
                .filter(odd -> odd.kind().matches("5\\d\\d naming embedding-0"))
                .mapToLong(Oddity::count)
                .sum();
        return Promise.none(
                String.format(Locale.ROOT, "retried, or failed with 5xx naming the shard (%,d did)", named),
                bad - named,
                Promises.requests(phases),
                Promises.oddities(phases));
    }
}
