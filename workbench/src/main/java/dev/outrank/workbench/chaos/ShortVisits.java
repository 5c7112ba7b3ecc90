package dev.outrank.workbench.chaos;

import dev.outrank.workbench.checked.GatewayClient;
import dev.outrank.workbench.checked.Questionnaire;
import dev.outrank.workbench.trace.Arrivals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;

/** Clients that ask and leave a random while later, most of them before they have an answer. */
final class ShortVisits {

    private static final long LONGEST_STAY_NANOS = TimeUnit.MILLISECONDS.toNanos(6);

    private final GatewayClient client;
    private final Questionnaire asking;
    private final long seed;

    ShortVisits(GatewayClient client, Questionnaire asking, long seed) {
        this.client = client;
        this.asking = asking;
        this.seed = seed;
    }

    /** Sends at a rate for a while, and returns how many left before their answer. */
    long run(double rate, Duration time) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        Arrivals arrivals = new Arrivals(rate, seed + 1);
        List<Future<Boolean>> left = new ArrayList<>();
        // Its end waits for the last who leaves.
        try (ScheduledExecutorService leaving = Executors.newSingleThreadScheduledExecutor()) {
            long begin = System.nanoTime();
            long due = arrivals.next();
            for (int number = 0; due < time.toNanos(); number++) {
                TimeUnit.NANOSECONDS.sleep(begin + due - System.nanoTime());
                Disposable visit = client.ask(asking.request(number), reply -> {});
                left.add(leaving.schedule(
                        () -> leave(visit), random.nextLong(LONGEST_STAY_NANOS), TimeUnit.NANOSECONDS));
                due = arrivals.next();
            }
        }
        return left.stream().filter(Future::resultNow).count();
    }

    /** Returns whether there was no answer yet. */
    private static boolean leave(Disposable visit) {
        boolean before = !visit.isDisposed();
        visit.dispose();
        return before;
    }
}
