package dev.outrank.workbench.calibration;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.planner.cost.Calibration;
import dev.outrank.workbench.document.CanonicalJson;
import dev.outrank.workbench.document.StrictDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Reads and writes {@code calibration.json}; the format is {@code docs/format/calibration.md}. */
public final class CalibrationFormat {

    /** What is used where nobody has calibrated. */
    private static final String DEFAULTS = "calibration-default.json";

    private CalibrationFormat() {}

    /**
     * Returns the calibration in a file.
     *
     * @throws CallerException naming the file, the path of the property and what is wrong
     */
    public static Calibration read(Path calibrationJson) {
        return StrictDocuments.read(calibrationJson, Calibration.class);
    }

    /** Returns the calibration that is part of this program; its machine says where it was measured. */
    public static Calibration defaults() {
        try (InputStream resource = CalibrationFormat.class.getResourceAsStream("/" + DEFAULTS)) {
            if (resource == null) {
                throw new InternalException(DEFAULTS + ": missing (expected: in the program)");
            }
            return StrictDocuments.parseJson(resource.readAllBytes(), Calibration.class, DEFAULTS);
        } catch (IOException e) {
            throw new InternalException(DEFAULTS + ": " + e + " (expected: readable)", e);
        }
    }

    /** Writes a calibration, in place of what was there, at once. */
    public static void write(Calibration calibration, Path calibrationJson) {
        CanonicalJson.write(calibration, calibrationJson);
    }
}
