package dev.outrank.workbench.profile;

import dev.outrank.planner.traffic.CurvePoint;
import dev.outrank.planner.traffic.FeatureTraffic;
import dev.outrank.planner.traffic.Summary;
import dev.outrank.planner.traffic.TableTraffic;
import dev.outrank.planner.traffic.TrafficProfile;
import dev.outrank.workbench.text.Numbers;
import dev.outrank.workbench.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints a profile for people: what each feature asks, and how few rows of each table get most of it. */
final class ProfileTable {

    private static final double HOTTEST_1 = 0.01;
    private static final double HOTTEST_10 = 0.1;

    private ProfileTable() {}

    static List<String> lines(TrafficProfile profile) {
        TextTable features =
                new TextTable("feature", "table", "scope", "ids/request", "P50", "P99", "ids/candidate", "P50", "P99");
        for (FeatureTraffic feature : profile.features()) {
            Summary request = feature.lookupsPerRequest();
            Summary candidate = feature.lookupsPerCandidate();
            features.add(
                    feature.feature(),
                    feature.table(),
                    feature.scope().name().toLowerCase(Locale.ROOT),
                    number(request.mean()),
                    number(request.p50()),
                    number(request.p99()),
                    number(candidate.mean()),
                    number(candidate.p50()),
                    number(candidate.p99()));
        }
        TextTable tables = new TextTable("table", "accesses", "distinct", "hottest 1%", "hottest 10%");
        for (TableTraffic table : profile.tables()) {
            tables.add(
                    table.table(),
                    Numbers.grouped(table.accesses()),
                    Numbers.grouped(table.distinctIds()),
                    number(share(table, HOTTEST_1)),
                    number(share(table, HOTTEST_10)));
        }
        List<String> lines = new ArrayList<>(features.lines(""));
        lines.add("");
        lines.addAll(tables.lines(""));
        return lines;
    }

    /** Returns the share of the accesses that goes to a part of the distinct rows, between the points of the curve. */
    static double share(TableTraffic table, double part) {
        double rows = part * table.distinctIds();
        double rowsBefore = 0;
        double shareBefore = 0;
        for (CurvePoint point : table.accessCurve()) {
            if (point.rows() >= rows) {
                double within = (rows - rowsBefore) / (point.rows() - rowsBefore);
                return shareBefore + within * (point.share() - shareBefore);
            }
            rowsBefore = point.rows();
            shareBefore = point.share();
        }
        return shareBefore;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
