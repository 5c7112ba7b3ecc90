package dev.outrank.planner.traffic;

import dev.outrank.planner.PlanException;

/**
 * A point of an access curve.
 *
 * @param rows so many of the hottest rows, at least 1
 * @param share of the accesses that go to them, 0 to 1
 */
public record CurvePoint(long rows, double share) {

    public CurvePoint {
        if (rows < 1 || !(share >= 0 && share <= 1)) {
            throw new PlanException(
                    "rows " + rows + ", share " + share + " (expected: at least 1 row, and a share of 0 to 1)");
        }
    }
}
