package dev.outrank.workbench.profile;

import dev.outrank.planner.traffic.CurvePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/** Where access curves have their points: 1, 2, 3, 4, 6, 8, 12, 16 … rows, two an octave, and all rows. */
final class CurveRows {

    /** Shares have nine digits behind the point: more than any sketch knows, and short enough to read. */
    private static final double DIGITS = 1e9;

    private CurveRows() {}

    /**
     * Returns a curve.
     *
     * @param rows all rows that are asked, at least 1
     * @param shareOfHottest the share of the accesses that go to so many rows, not decreasing
     */
    static List<CurvePoint> curve(long rows, LongToDoubleFunction shareOfHottest) {
        List<CurvePoint> points = new ArrayList<>();
        for (long octave = 1; octave < rows && octave > 0; octave *= 2) {
            points.add(point(octave, shareOfHottest));
            long middle = octave + octave / 2;
            if (middle > octave && middle < rows) {
                points.add(point(middle, shareOfHottest));
            }
        }
        points.add(new CurvePoint(rows, 1));
        return points;
    }

    private static CurvePoint point(long rows, LongToDoubleFunction shareOfHottest) {
        return new CurvePoint(rows, Math.rint(shareOfHottest.applyAsDouble(rows) * DIGITS) / DIGITS);
    }
}
