package dev.outrank.workbench.chaos;

import dev.outrank.workbench.checked.Figures;
import dev.outrank.workbench.checked.Played;
import dev.outrank.workbench.checked.Promise;
import dev.outrank.workbench.checked.Promises;
import dev.outrank.workbench.checked.SteadyLoad;
import dev.outrank.workbench.stack.JvmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Clients leave in the middle of their requests; nothing of them may stay. */
final class LeavingClients implements Scene {

    private static final double SHARE_OF_RATE = 0.5;

    /** Visits a second: on a machine that hardly answers, too, enough come that some leave. They cost little, since they do not stay. */
    private static final double LEAST_VISITS = 20;

    private static final Duration CALM = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(250);

    /** Pools of threads grow to their size on demand, and the JVM has a few threads that come and go. */
    private static final int MORE_THREADS = 6;

    private static final int LINES_OF_A_LEAK = 60;

    @Override
    public String name() {
        return "leaving-clients";
    }

    @Override
    public String fault() {
        return "clients that disconnect at random";
    }

    @Override
    public Played play(Stage stage) throws InterruptedException {
        List<Figures> phases = new ArrayList<>();
        Map<String, Double> threads;
        long left;
        try (SteadyLoad load = stage.load("normal", stage.model().strict(), SHARE_OF_RATE * stage.rate())) {
            Thread.sleep(stage.pace().shortSettling());
            threads = Meters.threads(stage);
            load.begin("leaving");
            double visits = Math.max(LEAST_VISITS, SHARE_OF_RATE * stage.rate());
            left = new ShortVisits(stage.client(), stage.model().strict(), stage.seed())
                    .run(visits, stage.pace().fault());
            load.run("afterwards", stage.pace().shortSettling());
            phases.addAll(load.end());
        }
        Map<String, Double> underWay = awaitCalm(stage);
        Promise threadsReturn = threadsReturn(threads, Meters.threads(stage));
        phases.addAll(afterCollections(stage));
        List<Promise> promises = new ArrayList<>(Promises.allExact(phases));
        promises.add(new Promise(
                "clients left",
                Promise.Kind.ANSWERS,
                String.format(Locale.ROOT, "%,d before their answer", left),
                left > 0));
        promises.add(new Promise(
                "calls, bodies and queues return to 0",
                Promise.Kind.RESOURCES,
                notZero(underWay),
                !underWay.isEmpty() && underWay.values().stream().allMatch(value -> value == 0)));
        promises.add(threadsReturn);
        promises.add(noLeaks(stage));
        return new Played(phases, promises);
    }

    private static Map<String, Double> awaitCalm(Stage stage) throws InterruptedException {
        long end = System.nanoTime() + CALM.toNanos();
        Map<String, Double> underWay = Meters.underWay(stage);
        while (underWay.values().stream().anyMatch(value -> value != 0) && System.nanoTime() < end) {
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
            underWay = Meters.underWay(stage);
        }
        return underWay;
    }

    private static String notZero(Map<String, Double> underWay) {
        String left = underWay.entrySet().stream()
                .filter(entry -> entry.getValue() != 0)
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return left.isEmpty() ? underWay.size() + " gauges, all 0" : left;
    }

    private static Promise threadsReturn(Map<String, Double> before, Map<String, Double> after) {
        Map<String, Double> more = new TreeMap<>();
        after.forEach((name, count) -> more.put(name, count - before.getOrDefault(name, 0.0)));
        String found = more.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %+.0f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
        return new Promise(
                "threads are as many as before",
                Promise.Kind.RESOURCES,
                found,
                more.values().stream().allMatch(count -> count <= MORE_THREADS));
    }

    /** Netty finds a leak once the buffer was collected, and reports it when the next one is made. */
    private static List<Figures> afterCollections(Stage stage) throws InterruptedException {
        for (ProcessHandle process : stage.stack().processes().values()) {
            JvmCommand.COLLECT.run(process);
        }
        try (SteadyLoad load = stage.load("collected", stage.model().strict(), SHARE_OF_RATE * stage.rate())) {
            Thread.sleep(stage.pace().shortSettling());
            return load.end();
        }
    }

    private static Promise noLeaks(Stage stage) {
        List<String> leaks = new ArrayList<>();
        for (String name : stage.stack().names()) {
            try {
                leaks.addAll(leaks(name, Files.readAllLines(stage.stack().log(name))));
            } catch (IOException e) {
                leaks.add(name + ": its log cannot be read: " + e);
            }
        }
        String first = leaks.isEmpty() ? "" : "; the first: " + leaks.getFirst();
        return new Promise(
                "no leak of a buffer is logged",
                Promise.Kind.RESOURCES,
                leaks.size() + " lines with LEAK" + first,
                leaks.isEmpty());
    }

    /** Returns each report of Netty's detector with the lines that say where the buffer was last. */
    private static List<String> leaks(String service, List<String> log) {
        return IntStream.range(0, log.size())
                .filter(line -> log.get(line).contains("LEAK:"))
                .mapToObj(line -> service + ": "
                        + String.join("\n", log.subList(line, Math.min(log.size(), line + LINES_OF_A_LEAK))))
                .toList();
    }
}
