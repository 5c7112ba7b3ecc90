package dev.outrank.workbench.chaos;

import dev.outrank.workbench.document.CanonicalJson;
import dev.outrank.workbench.document.StrictDocuments;
import java.nio.file.Path;

/** Reads and writes reports as JSON; the format is {@code docs/format/chaos.md}. */
final class ChaosFormat {

    private ChaosFormat() {}

    /**
     * Returns the report in a file.
     *
     * @throws dev.outrank.bundle.failure.CallerException naming the file, the path of the property and what is wrong
     */
    static ChaosReport read(Path file) {
        return StrictDocuments.read(file, ChaosReport.class);
    }

    /** Writes a report, at once or not at all. */
    static void write(ChaosReport report, Path file) {
        CanonicalJson.write(report, file);
    }
}
