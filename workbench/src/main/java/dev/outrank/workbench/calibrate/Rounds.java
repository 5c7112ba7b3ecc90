package dev.outrank.workbench.calibrate;

import dev.outrank.workbench.progress.Progress;
import java.time.Duration;
import java.util.List;

/** Gives every point a turn, round after round. */
final class Rounds {

    /** Fewer tell too little of a machine whose speed moves. */
    private static final int LEAST_ROUNDS = 2;

    /** Each round begins elsewhere, so that no point always comes first. */
    private static final int STRIDE = 37;

    private final List<? extends Point> points;
    private final Progress progress;

    Rounds(List<? extends Point> points, Progress progress) {
        this.points = List.copyOf(points);
        this.progress = progress;
    }

    /** Runs whole rounds until the time is up, at least {@value #LEAST_ROUNDS}; returns how many. */
    int run(Duration time) throws InterruptedException {
        long begin = System.nanoTime();
        long reported = 0;
        int rounds = 0;
        while (rounds < LEAST_ROUNDS || System.nanoTime() - begin < time.toNanos()) {
            for (int i = 0; i < points.size(); i++) {
                points.get((i + rounds * STRIDE) % points.size()).turn();
            }
            rounds++;
            long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
            progress.add(millis - reported);
            reported = millis;
        }
        return rounds;
    }
}
