package dev.outrank.workbench.comparison;

import dev.outrank.workbench.document.CanonicalJson;
import dev.outrank.workbench.document.StrictDocuments;
import java.nio.file.Path;

/** Reads and writes comparisons as JSON; the format is {@code docs/format/comparison.md}. */
public final class ComparisonFormat {

    private ComparisonFormat() {}

    /**
     * Returns the comparison in a file.
     *
     * @throws dev.outrank.bundle.failure.CallerException naming the file, the path of the property and what is wrong
     */
    public static ComparisonReport read(Path file) {
        return StrictDocuments.read(file, ComparisonReport.class);
    }

    /** Writes the comparison's canonical JSON, at once: equal comparisons give equal bytes. */
    public static void write(ComparisonReport report, Path file) {
        CanonicalJson.writeText(CanonicalJson.text(report), file);
    }
}
