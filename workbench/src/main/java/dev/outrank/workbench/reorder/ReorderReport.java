package dev.outrank.workbench.reorder;

import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.OrderSpec;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.planner.traffic.CurvePoint;
import dev.outrank.planner.traffic.TableTraffic;
import dev.outrank.planner.traffic.TrafficProfile;
import dev.outrank.workbench.text.Numbers;
import dev.outrank.workbench.text.TextTable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What reordering did.
 *
 * @param manifest of the new bundle
 * @param changed the tables with a new order
 * @param profile where the hot ids come from
 */
record ReorderReport(Manifest manifest, Set<String> changed, TrafficProfile profile) {

    ReorderReport {
        changed = Set.copyOf(changed);
    }

    /** Returns the report as lines for people. */
    List<String> lines() {
        Map<String, TableTraffic> traffic = new HashMap<>();
        profile.tables().forEach(table -> traffic.put(table.table(), table));
        TextTable table = new TextTable("table", "rows", "hot rows", "of accesses");
        for (TableSpec spec : manifest.tables()) {
            OrderSpec order = spec.order();
            long hotRows = order == null ? 0 : order.hotRows();
            table.add(
                    spec.name(),
                    Numbers.grouped(spec.rows()),
                    Numbers.grouped(hotRows),
                    shown(spec.name(), hotRows, traffic.get(spec.name())));
        }
        return table.lines("");
    }

    private String shown(String table, long hotRows, @Nullable TableTraffic traffic) {
        if (!changed.contains(table) || traffic == null) {
            return hotRows == 0 ? "-" : "kept";
        }
        return String.format(Locale.ROOT, "%.1f%%", 100 * share(traffic.accessCurve(), hotRows));
    }

    /** Returns which share of the accesses the hottest rows get; between two points of the curve, on the straight line. */
    static double share(List<CurvePoint> curve, long rows) {
        long rowsBefore = 0;
        double shareBefore = 0;
        for (CurvePoint point : curve) {
            if (rows <= point.rows()) {
                double part = (double) (rows - rowsBefore) / (point.rows() - rowsBefore);
                return shareBefore + part * (point.share() - shareBefore);
            }
            rowsBefore = point.rows();
            shareBefore = point.share();
        }
        return shareBefore;
    }
}
