package dev.outrank.workbench.calibrate;

import dev.outrank.planner.cost.BodyFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * A request over HTTP.
 *
 * @param format of its body
 * @param candidates how many
 * @param pool ids a bag
 * @param heldOut whether nothing is fitted to it
 */
record HttpCase(BodyFormat format, int candidates, int pool, boolean heldOut) {

    /** Tables of the model, each with a feature of candidate scope. */
    static final int TABLES = 16;

    /** Returns the points in both formats: those of the fit, and others. */
    static List<HttpCase> all() {
        List<HttpCase> cases = new ArrayList<>();
        for (BodyFormat format : BodyFormat.values()) {
            cases.add(new HttpCase(format, 1, 1, false));
            cases.add(new HttpCase(format, 50, 4, false));
            cases.add(new HttpCase(format, 200, 4, false));
            cases.add(new HttpCase(format, 250, 16, false));
            cases.add(new HttpCase(format, 10, 4, true));
            cases.add(new HttpCase(format, 100, 8, true));
            cases.add(new HttpCase(format, 200, 12, true));
        }
        return List.copyOf(cases);
    }
}
