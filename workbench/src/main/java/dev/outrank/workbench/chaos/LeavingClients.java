package dev.outrank.workbench.chaos;

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
import java.util.stream.Stream;

/** Clients leave in the middle of their requests; nothing of them may stay. */
final class LeavingClients implements Scene {

    private static final double SHARE_OF_RATE = 0.5;
    private static final Duration CALM = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(250);

    /** Pools of threads grow to their size on demand, and the JVM has a few threads that come and go. */
    private static final int MORE_THREADS = 6;

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
        List<Figures> phases;
        Map<String, Double> threads;
        long left;
        try (SteadyLoad load = stage.load("normal", stage.model().strict(), SHARE_OF_RATE * stage.rate())) {
            Thread.sleep(stage.pace().shortSettling());
            threads = Meters.threads(stage);
            load.begin("leaving");
            left = new ShortVisits(
                            stage.client(),
                            stage.model().questions(),
                            stage.model().strict(),
                            stage.seed())
                    .run(SHARE_OF_RATE * stage.rate(), stage.pace().fault());
            load.run("afterwards", stage.pace().shortSettling());
            phases = load.end();
        }
        Map<String, Double> underWay = awaitCalm(stage);
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
        promises.add(threadsReturn(threads, Meters.threads(stage)));
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

    private static Promise noLeaks(Stage stage) {
        long lines = 0;
        for (String name : stage.stack().names()) {
            try (Stream<String> log = Files.lines(stage.stack().log(name))) {
                lines += log.filter(line -> line.contains("LEAK:")).count();
            } catch (IOException e) {
                lines++;
            }
        }
        return new Promise(
                "no leak of a buffer is logged", Promise.Kind.RESOURCES, lines + " lines with LEAK", lines == 0);
    }
}
