package dev.outrank.workbench.calibrate;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.planner.cost.StageCosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes every measured point as a line of CSV, for who wants to try another form of the model. */
final class PointsFile {

    private PointsFile() {}

    static void write(List<Observation> observations, StageCosts costs, Path file) {
        List<String> lines = new ArrayList<>(List.of("kind,what,heldOut,measuredNanos,predictedNanos"));
        for (Observation each : observations) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s,\"%s\",%s,%.1f,%.1f",
                    each.kind().name().toLowerCase(Locale.ROOT),
                    each.what(),
                    each.heldOut(),
                    each.nanos(),
                    each.formula().applyAsDouble(costs)));
        }
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new CallerException(file + ": not writable (expected: a file to write)", e);
        }
    }
}
