package dev.outrank.workbench.characterize;

import dev.outrank.workbench.document.CanonicalJson;
import dev.outrank.workbench.document.StrictDocuments;
import java.nio.file.Path;

/** Reads and writes studies as JSON; the format is {@code docs/format/characterization.md}. */
final class StudyFormat {

    private StudyFormat() {}

    /**
     * Returns the study in a file.
     *
     * @throws dev.outrank.bundle.failure.CallerException naming the file, the path of the property and what is wrong
     */
    static StudyReport read(Path file) {
        return StrictDocuments.read(file, StudyReport.class);
    }

    /** Writes a study, at once or not at all. */
    static void write(StudyReport report, Path file) {
        CanonicalJson.write(report, file);
    }
}
