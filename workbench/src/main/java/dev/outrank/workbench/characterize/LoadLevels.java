package dev.outrank.workbench.characterize;

import dev.outrank.workbench.replay.Load;
import dev.outrank.workbench.replay.RunLength;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The loads under which a model is measured: serial, and shares of the capacity of one process.
 *
 * <p>The capacity is what the one process answers when more requests are on their way than there are processors. CPU times alone do not say it: the
 * client takes some too, and requests wait for each other.
 *
 * @param capacity requests a second
 * @param serialRequests of a serial turn
 * @param all the levels, serial first
 * @param answer the same with longer turns, and as many requests on their way as for the capacity; empty where nothing is measured twice
 */
record LoadLevels(double capacity, int serialRequests, List<Level> all, List<Level> answer) {

    /** On their way at a time, to learn the capacity: some more than processors, so that none waits for the client. */
    static final Load FULL = new Load.Closed(2 * Runtime.getRuntime().availableProcessors());

    private static final double PERCENT = 100;
    private static final long SEED = 11;

    /** A turn whose requests take longer than thought is cut off, far beyond drift. */
    private static final int SLACK = 20;

    private static final int FEWEST = 20;

    /**
     * A load.
     *
     * @param name as rows have it
     * @param load what is sent
     * @param length of a turn
     */
    record Level(String name, Load load, RunLength length) {}

    LoadLevels {
        all = List.copyOf(all);
        answer = List.copyOf(answer);
    }

    /**
     * Returns the levels for a process.
     *
     * @param serial a turn of one request at a time
     * @param full a turn of as many as it can
     */
    static LoadLevels of(Turn serial, Turn full, StudySettings settings) {
        double capacity = full.result().achievedRate();
        List<Level> all = levels(serial, capacity, settings.turn(), settings);
        List<Level> answer = new ArrayList<>();
        settings.answerTurn().ifPresent(turn -> {
            answer.addAll(levels(serial, capacity, turn, settings));
            answer.add(new Level(StudyRow.FULL, FULL, new RunLength(Duration.ZERO, turn)));
        });
        return new LoadLevels(capacity, serialRequests(serial, settings.turn(), settings), all, answer);
    }

    private static List<Level> levels(Turn serial, double capacity, Duration turn, StudySettings settings) {
        List<Level> levels = new ArrayList<>();
        Load oneByOne = new Load.Serial(serialRequests(serial, turn, settings));
        levels.add(new Level(StudyRow.SERIAL, oneByOne, new RunLength(Duration.ZERO, turn.multipliedBy(SLACK))));
        for (int percent : settings.loads()) {
            Load rate = new Load.Rate(capacity * percent / PERCENT, SEED);
            levels.add(new Level(percent + "%", rate, new RunLength(Duration.ZERO, turn)));
        }
        return levels;
    }

    /** Returns how many fit a turn: of the distinct ones each once at most, or all of them several times. */
    private static int serialRequests(Turn serial, Duration turn, StudySettings settings) {
        int fits = Math.toIntExact(Math.round(serial.result().achievedRate() * turn.toMillis() / 1e3));
        int distinct = settings.requests();
        return fits < distinct ? Math.max(fits, Math.min(FEWEST, distinct)) : fits - fits % distinct;
    }

    /** Returns the serial level of so many requests at most. */
    Level serial(int most) {
        Level usual = all.getFirst();
        return new Level(usual.name(), new Load.Serial(Math.min(most, serialRequests)), usual.length());
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%.1f requests/s on %d processors",
                capacity,
                Runtime.getRuntime().availableProcessors());
    }
}
