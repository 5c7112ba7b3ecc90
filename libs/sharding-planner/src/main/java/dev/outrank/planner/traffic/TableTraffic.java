package dev.outrank.planner.traffic;

import dev.outrank.planner.PlanException;
import java.util.List;

/**
 * How the accesses of one table spread over its rows.
 *
 * @param table its name
 * @param accesses ids in the trace, of all features
 * @param distinctIds how many different ones, estimated; at least 1 where there are accesses
 * @param accessCurve ascending in both; the last point is {@code distinctIds} rows with the share 1. Empty without accesses
 * @param hotIds the ids that were asked most, the hottest first; no more than were asked for
 */
public record TableTraffic(
        String table, long accesses, long distinctIds, List<CurvePoint> accessCurve, List<Long> hotIds) {

    public TableTraffic {
        accessCurve = List.copyOf(accessCurve);
        hotIds = List.copyOf(hotIds);
        String field = "tables['" + table + "']";
        if (accesses < 0 || distinctIds < 0 || distinctIds > accesses || (accesses > 0) != (distinctIds > 0)) {
            throw new PlanException(field + ": accesses " + accesses + ", distinctIds " + distinctIds
                    + " (expected: 1 to accesses distinct ids where there are accesses)");
        }
        if (accessCurve.isEmpty() == accesses > 0) {
            throw new PlanException(field + ".accessCurve: " + accessCurve.size()
                    + " points (expected: some where there are" + " accesses, none otherwise)");
        }
        if (accesses > 0 && !accessCurve.getLast().equals(new CurvePoint(distinctIds, 1))) {
            throw new PlanException(field + ".accessCurve: " + accessCurve.getLast() + " at its end (expected: "
                    + distinctIds + " rows, the distinct ids, and the share 1)");
        }
        for (int i = 1; i < accessCurve.size(); i++) {
            CurvePoint before = accessCurve.get(i - 1);
            CurvePoint point = accessCurve.get(i);
            if (point.rows() <= before.rows() || point.share() < before.share()) {
                throw new PlanException(field + ".accessCurve[" + i + "]: " + point + " after " + before
                        + " (expected: more rows, and no smaller share)");
            }
        }
    }
}
