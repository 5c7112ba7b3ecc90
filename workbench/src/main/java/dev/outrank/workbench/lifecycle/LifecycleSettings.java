package dev.outrank.workbench.lifecycle;

import dev.outrank.bundle.failure.CallerException;
import java.nio.file.Path;
import java.util.List;

/**
 * What to run.
 *
 * @param root the project's directory
 * @param directory for bundles, logs and data; what is there is deleted
 * @param trials by name
 * @param swaps how many, at least 2
 * @param kills how many, at least 1
 * @param rate of the load, requests a second
 * @param seed of the models, the questions, the gaps between them, and who is killed when
 * @param jvmFlags of every service
 */
record LifecycleSettings(
        Path root,
        Path directory,
        List<String> trials,
        int swaps,
        int kills,
        double rate,
        long seed,
        List<String> jvmFlags) {

    LifecycleSettings {
        trials = List.copyOf(trials);
        jvmFlags = List.copyOf(jvmFlags);
        List<String> known = Trials.names();
        for (String trial : trials) {
            if (!known.contains(trial)) {
                throw new CallerException("--only: '" + trial + "' (expected: one of " + known + ")");
            }
        }
        if (swaps < 2 || kills < 1 || !(rate > 0)) {
            throw new CallerException("--swaps, --kills, --rate: " + swaps + ", " + kills + ", " + rate
                    + " (expected: at least 2, at least 1, above 0)");
        }
    }
}
