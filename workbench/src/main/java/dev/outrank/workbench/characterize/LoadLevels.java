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
 * <p>The capacity is what the one process answers when more requests are on their way than there are processors. CPU times alone do not say it: two
 * threads of one core are each slower than one that has the core.
 *
 * @param capacity requests a second
 * @param serialRequests of a serial turn
 * @param all the levels, serial first
 */
record LoadLevels(double capacity, int serialRequests, List<Level> all) {

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
    }

    /**
     * Returns the levels for a process.
     *
     * @param serial a turn of one request at a time
     * @param full a turn of as many as it can
     */
    static LoadLevels of(Turn serial, Turn full, StudySettings settings) {
        double capacity = full.result().achievedRate();
        long fits = Math.round(serial.result().achievedRate() * settings.turn().toMillis() / 1e3);
        int requests = Math.clamp(fits, Math.min(FEWEST, settings.requests()), settings.requests());
        List<Level> levels = new ArrayList<>();
        Duration limit = settings.turn().multipliedBy(SLACK);
        levels.add(new Level(StudyRow.SERIAL, new Load.Serial(requests), new RunLength(Duration.ZERO, limit)));
        for (int percent : settings.loads()) {
            Load rate = new Load.Rate(capacity * percent / PERCENT, SEED);
            levels.add(new Level(percent + "%", rate, new RunLength(Duration.ZERO, settings.turn())));
        }
        return new LoadLevels(capacity, requests, levels);
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
