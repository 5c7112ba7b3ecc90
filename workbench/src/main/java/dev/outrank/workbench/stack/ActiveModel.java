package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.plan.PlanFormat;
import java.net.URI;
import java.nio.file.Path;

/**
 * A model that the registry wants served.
 *
 * @param name the model's
 * @param version that is active
 * @param shards the directory of its plan and packed shards
 */
record ActiveModel(String name, String version, URI shards) {

    /**
     * Checks that a stack of so many embedding shards can serve it.
     *
     * @throws CallerException saying what to do, if its plan needs more or cannot be read
     */
    void requireAtMost(int running, Path data) {
        int needed;
        try {
            needed = PlanFormat.read(Path.of(shards).resolve(PlanFormat.FILE_NAME))
                    .shards()
                    .size();
        } catch (BundleException e) {
            throw new CallerException(
                    this + ": " + e.getMessage() + "; register it anew by --model <bundle>, or delete " + data
                            + " to begin with an empty registry",
                    e);
        }
        if (needed > running) {
            throw new CallerException("--shards: " + running + " (expected: " + needed + " or more, which " + this
                    + " was packed for; or give its bundle by --model to pack it for " + running + ")");
        }
    }

    @Override
    public String toString() {
        return "model " + name + ", active version " + version;
    }
}
