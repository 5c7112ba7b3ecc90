package dev.outrank.planner.traffic;

import dev.outrank.bundle.manifest.Scope;
import java.util.List;

/**
 * What requests ask by one sparse feature.
 *
 * @param feature its name
 * @param table the table that its ids index
 * @param scope whether its bag comes once a request or once a candidate
 * @param nets the nets that read its pooled vector, by name, in the manifest's order
 * @param lookupsPerRequest ids in all bags of a request
 * @param lookupsPerCandidate ids of a request over its candidates; of candidate scope the ids in a bag
 */
public record FeatureTraffic(
        String feature,
        String table,
        Scope scope,
        List<String> nets,
        Summary lookupsPerRequest,
        Summary lookupsPerCandidate) {

    public FeatureTraffic {
        nets = List.copyOf(nets);
    }
}
