package dev.outrank.workbench.chaos;

import dev.outrank.bundle.failure.CallerException;
import java.nio.file.Path;
import java.util.List;

/**
 * What to run.
 *
 * @param root the project's directory
 * @param directory for bundles, logs and data; what is there is deleted
 * @param scenes by name
 * @param pace of their phases
 * @param seed of the model, the questions and the gaps between them
 * @param jvmFlags of every service
 */
record ChaosSettings(Path root, Path directory, List<String> scenes, Pace pace, long seed, List<String> jvmFlags) {

    ChaosSettings {
        scenes = List.copyOf(scenes);
        jvmFlags = List.copyOf(jvmFlags);
        List<String> known = Scenes.names();
        for (String scene : scenes) {
            if (!known.contains(scene)) {
                throw new CallerException("--only: '" + scene + "' (expected: one of " + known + ")");
            }
        }
    }
}
