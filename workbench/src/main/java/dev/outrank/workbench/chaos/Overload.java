package dev.outrank.workbench.chaos;

import dev.outrank.workbench.characterize.ProcessMemory;
import dev.outrank.workbench.checked.Capacity;
import dev.outrank.workbench.checked.Figures;
import dev.outrank.workbench.checked.Phase;
import dev.outrank.workbench.checked.Played;
import dev.outrank.workbench.checked.Promise;
import dev.outrank.workbench.checked.Promises;
import dev.outrank.workbench.checked.SteadyLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Twice as many requests as can be answered. */
final class Overload implements Scene {

    private static final String NORMAL = "normal";
    private static final double TIMES = 2;
    private static final double GOODPUT_AT_LEAST = 0.9;
    private static final double P99_AT_MOST = 2;
    private static final double MEMORY_AT_MOST = 1.25;
    private static final long MEMORY_SLACK = 64L << 20;
    private static final double MIB = 1 << 20;
    private static final double PERCENT = 100;

    @Override
    public String name() {
        return "overload";
    }

    @Override
    public String fault() {
        return "2 × the measured capacity";
    }

    @Override
    public Played play(Stage stage) throws InterruptedException {
        List<Figures> phases = new ArrayList<>();
        // Measured anew: by now compilers have seen more than at the start.
        double peak = Capacity.measureWarm(
                stage.client(), stage.model().strict(), stage.pace().warmUp());
        Map<String, Long> before = memory(stage);
        Map<String, Long> most = new TreeMap<>(before);
        // Nobody was refused until now: what refuses is compiled first, like all else.
        try (SteadyLoad load = stage.load("rehearsal", stage.model().strict(), TIMES * peak)) {
            Thread.sleep(stage.pace().normal());
            phases.addAll(load.end());
        }
        try (SteadyLoad load = stage.load("rest", stage.model().strict(), Stage.USUAL_SHARE * peak)) {
            Thread.sleep(stage.pace().settling());
            load.run(NORMAL, stage.pace().normal());
            phases.addAll(load.end());
        }
        try (SteadyLoad load = stage.load("overload", stage.model().strict(), TIMES * peak)) {
            long end = System.nanoTime() + stage.pace().overload().toNanos();
            while (System.nanoTime() < end) {
                Thread.sleep(Duration.ofSeconds(1));
                memory(stage).forEach((name, bytes) -> most.merge(name, bytes, Math::max));
            }
            phases.addAll(load.end());
        }
        Phase recovery;
        try (SteadyLoad load = stage.load("recovery", stage.model().strict(), Stage.USUAL_SHARE * peak)) {
            recovery = load.first();
            Thread.sleep(Recovery.AT_MOST.plusSeconds(1));
            phases.addAll(load.end());
        }
        Peak measured = new Peak(
                peak,
                Capacity.measure(
                        stage.client(), stage.model().strict(), stage.pace().normal()));
        return new Played(
                phases, promises(measured, phases, Recovery.of(recovery, SteadyLoad.of(phases, NORMAL)), before, most));
    }

    private static Map<String, Long> memory(Stage stage) {
        Map<String, Long> memory = new TreeMap<>();
        stage.stack()
                .processes()
                .forEach((name, process) ->
                        memory.put(name, ProcessMemory.of(process).rssBytes()));
        return memory;
    }

    private static List<Promise> promises(
            Peak peak, List<Figures> phases, Promise recovery, Map<String, Long> before, Map<String, Long> most) {
        Figures overload = SteadyLoad.of(phases, "overload");
        double share = overload.goodput() / peak.perSecond();
        return List.of(
                Promises.noneWrong(phases),
                Promise.none(
                        "whoever is not answered is refused, 429 or 503 with Retry-After",
                        Figures.sum(phases, Figures::failed) + Figures.sum(phases, Figures::degraded),
                        Promises.requests(phases),
                        Promises.oddities(phases)),
                new Promise(
                        "goodput ≥ 90 % of the peak",
                        Promise.Kind.TIMES,
                        String.format(
                                Locale.ROOT,
                                "%.0f a second = %.0f %% (%.0f %% of %.0f before, %.0f %% of %.0f behind), %,d refused",
                                overload.goodput(),
                                share * PERCENT,
                                overload.goodput() / peak.before() * PERCENT,
                                peak.before(),
                                overload.goodput() / peak.behind() * PERCENT,
                                peak.behind(),
                                overload.refused()),
                        share >= GOODPUT_AT_LEAST),
                Promise.p99(
                        "P99 of what is admitted ≤ 2 × normal",
                        overload.p99Millis(),
                        SteadyLoad.of(phases, NORMAL).p99Millis(),
                        P99_AT_MOST),
                bounded(before, most),
                recovery);
    }

    private static Promise bounded(Map<String, Long> before, Map<String, Long> most) {
        boolean kept = before.entrySet().stream()
                .allMatch(entry ->
                        most.getOrDefault(entry.getKey(), 0L) <= entry.getValue() * MEMORY_AT_MOST + MEMORY_SLACK);
        String found = before.entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%s %.0f→%.0f",
                        entry.getKey(),
                        entry.getValue() / MIB,
                        most.getOrDefault(entry.getKey(), 0L) / MIB))
                .collect(Collectors.joining(", ", "MiB: ", ""));
        return new Promise(
                "resident memory of each process ≤ 1.25 × before + 64 MiB", Promise.Kind.RESOURCES, found, kept);
    }
}
