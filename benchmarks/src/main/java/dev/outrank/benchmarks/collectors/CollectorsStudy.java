package dev.outrank.benchmarks.collectors;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.workbench.replay.Load;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Starts a service with each setting and measures them in turns. A setting with which the service does not start or stops answering rightly, as where its heap is too small, is
 * left out from then on; the first one must not. Owns the services. Not thread-safe.
 */
final class CollectorsStudy implements AutoCloseable {

    private final Load load;
    private final Consumer<String> progress;
    private final List<Contender> contenders = new ArrayList<>();
    private final Map<String, String> failures = new LinkedHashMap<>();

    private record Contender(String label, TurnTaker service, List<CollectorTurn> turns) {}

    /** Starts one service. */
    interface Start {
        TurnTaker service() throws InterruptedException;
    }

    CollectorsStudy(Load load, Consumer<String> progress) {
        this.load = load;
        this.progress = progress;
    }

    /** Starts a service beside those that are there; the first is what others are compared with. */
    void add(String label, Start start) throws InterruptedException {
        progress.accept(label + ": starting");
        try {
            contenders.add(new Contender(label, start.service(), new ArrayList<>()));
        } catch (DependencyException e) {
            failed(label, contenders.isEmpty() && failures.isEmpty(), e);
        }
    }

    /** Has the compilers see requests, then measures all in each round. */
    List<CollectorsRow> run(Duration warmUp, int rounds, Duration time) throws InterruptedException {
        for (Contender contender : List.copyOf(contenders)) {
            progress.accept(contender.label() + ": warming up");
            turn(contender, warmUp);
        }
        contenders.forEach(contender -> contender.turns().clear());
        for (int round = 1; round <= rounds; round++) {
            progress.accept("round " + round + " of " + rounds);
            for (Contender contender : List.copyOf(contenders)) {
                turn(contender, time);
            }
        }
        List<CollectorTurn> first = contenders.getFirst().turns();
        return contenders.stream()
                .map(contender -> CollectorsRow.of(
                        contender.label(),
                        contender.turns(),
                        first,
                        contender.service().residentBytes()))
                .toList();
    }

    private void turn(Contender contender, Duration time) throws InterruptedException {
        try {
            contender.turns().add(contender.service().turn(load, time));
        } catch (DependencyException e) {
            boolean first = contender.equals(contenders.getFirst());
            contenders.remove(contender);
            contender.service().close();
            failed(contender.label(), first, e);
        }
    }

    private void failed(String label, boolean first, DependencyException failure) {
        if (first) {
            throw new DependencyException(
                    label + ": " + failure.getMessage() + " (expected: a first setting that others compare with)",
                    failure);
        }
        failures.put(label, String.valueOf(failure.getMessage()));
        progress.accept(label + ": failed, left out");
    }

    /** Returns what went wrong, by setting. */
    Map<String, String> failures() {
        return new LinkedHashMap<>(failures);
    }

    @Override
    public void close() {
        contenders.forEach(contender -> contender.service().close());
        contenders.clear();
    }
}
