package dev.outrank.workbench.plan;

import dev.outrank.planner.fleet.FleetTarget;
import dev.outrank.workbench.text.ByteCount;
import dev.outrank.workbench.text.Numbers;
import dev.outrank.workbench.text.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says for which model, requests, machines and rate predictions are. */
final class Circumstances {

    private Circumstances() {}

    static List<String> lines(PlannedModel model, CostModel costs) {
        FleetTarget target = costs.target();
        List<String> lines = new ArrayList<>();
        lines.add("model        " + model.facts().model() + ", " + model.source() + ": "
                + Numbers.grouped(model.facts().tables().size()) + " tables, "
                + ByteCount.text(model.facts().bytes()));
        lines.add("profile      " + model.profile());
        lines.add("calibration  " + costs.calibration().text());
        lines.add(String.format(
                Locale.ROOT,
                "served at    %,.1f requests a second: %s",
                costs.requestsPerSecond(),
                costs.rateOrigin()));
        lines.add("processes    " + costs.cores() + " cores"
                + (target == null ? "" : " that work " + Math.round(100 * target.utilisation()) + " % of the time")
                + ", " + ByteCount.text(costs.processBytes()) + " besides their tables; round trip "
                + TimeSpan.text(costs.roundTripNanos()));
        return lines;
    }
}
