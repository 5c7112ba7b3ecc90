package dev.outrank.workbench.trace;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.workbench.CommandRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Bundles of test workloads, and all requests of a trace at once. */
public final class TraceFixture {

    private TraceFixture() {}

    /** Generates the bundle of a workload in the test resources and returns its directory. */
    public static Path bundle(Path directory, String workload) {
        Path out = directory.resolve(workload);
        CommandRun run = CommandRun.of("generate", "--workload", workload(workload), "--scale", 1, "--out", out);
        if (run.exitCode() != 0) {
            throw new AssertionError(run.err());
        }
        return out;
    }

    /** Returns the file of a workload in the test resources. */
    public static String workload(String name) {
        return "src/test/resources/" + name + ".json";
    }

    /** Returns the entries of a trace. */
    public static List<TraceEntry> read(Path trace, Path bundle) {
        Manifest manifest = Bundle.open(bundle).manifest();
        List<TraceEntry> entries = new ArrayList<>();
        try (TraceReader reader = TraceReader.open(trace, manifest)) {
            for (TraceEntry entry = reader.next(); entry != null; entry = reader.next()) {
                entries.add(entry);
            }
        }
        return entries;
    }
}
