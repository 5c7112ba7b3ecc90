package dev.outrank.planner.traffic;

import dev.outrank.bundle.manifest.Scope;
import dev.outrank.planner.PlanException;
import java.util.List;

/**
 * What requests ask by one sparse feature.
 *
 * @param feature its name
 * @param table the table that its ids index
 * @param scope whether its bag comes once a request or once a candidate
 * @param nets the nets that read its pooled vector, by name, in the manifest's order
 * @param requestShare share of the requests in which it has an id, 0 to 1
 * @param lookupsPerRequest ids in all bags of a request
 * @param lookupsPerCandidate ids of a request over its candidates; of candidate scope the ids in a bag
 */
public record FeatureTraffic(
        String feature,
        String table,
        Scope scope,
        List<String> nets,
        double requestShare,
        Summary lookupsPerRequest,
        Summary lookupsPerCandidate) {

    public FeatureTraffic {
        nets = List.copyOf(nets);
        if (!(requestShare >= 0 && requestShare <= 1)) {
            throw new PlanException(
                    "features['" + feature + "'].requestShare: " + requestShare + " (expected: 0 to 1)");
        }
    }
}
