package dev.outrank.planner.model;

import dev.outrank.planner.traffic.CurvePoint;
import java.util.List;

/**
 * Which share of a table's accesses goes to its hottest rows: points of {@code (rows, share)}, straight lines between them. Immutable.
 *
 * <p>Of the curve {@code (1, 0.3), (10, 0.6), (100, 1)} the hottest row has 0.3 of all accesses, the two hottest 0.33, all rows beyond the
 * hundredth none.
 */
public final class AccessCurve {

    private final double[] rows;
    private final double[] shares;

    private AccessCurve(double[] rows, double[] shares) {
        this.rows = rows;
        this.shares = shares;
    }

    /** Returns the curve through (0, 0) and points that ascend in rows and do not descend in shares; at least one. */
    public static AccessCurve of(List<CurvePoint> points) {
        double[] rows = new double[points.size() + 1];
        double[] shares = new double[points.size() + 1];
        for (int i = 0; i < points.size(); i++) {
            rows[i + 1] = points.get(i).rows();
            shares[i + 1] = points.get(i).share();
        }
        return new AccessCurve(rows, shares);
    }

    /** Returns the curve of a table all of whose rows are equally popular. */
    public static AccessCurve even(long tableRows) {
        return new AccessCurve(new double[] {0, tableRows}, new double[] {0, 1});
    }

    /** Returns the share of the accesses that the so many hottest rows get, 0 to 1. */
    public double share(double hottestRows) {
        return interpolate(rows, shares, hottestRows);
    }

    /** Returns how many of the hottest rows get a share of the accesses. */
    public double rowsOf(double share) {
        return interpolate(shares, rows, share);
    }

    private static double interpolate(double[] from, double[] to, double x) {
        int last = from.length - 1;
        if (x >= from[last]) {
            return to[last];
        }
        int low = 0;
        int high = last;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (from[middle] <= x) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double width = from[high] - from[low];
        double part = width == 0 ? 1 : Math.max(0, x - from[low]) / width;
        return to[low] + part * (to[high] - to[low]);
    }
}
