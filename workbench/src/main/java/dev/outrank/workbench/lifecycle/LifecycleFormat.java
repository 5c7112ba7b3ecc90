package dev.outrank.workbench.lifecycle;

import dev.outrank.workbench.document.CanonicalJson;
import dev.outrank.workbench.document.StrictDocuments;
import java.nio.file.Path;

/** Reads and writes reports as JSON; the format is {@code docs/format/lifecycle.md}. */
final class LifecycleFormat {

    private LifecycleFormat() {}

    /**
     * Returns the report in a file.
     *
     * @throws dev.outrank.bundle.failure.CallerException naming the file, the path of the property and what is wrong
     */
    static LifecycleReport read(Path file) {
        return StrictDocuments.read(file, LifecycleReport.class);
    }

    /** Writes a report, at once or not at all. */
    static void write(LifecycleReport report, Path file) {
        CanonicalJson.write(report, file);
    }
}
