package dev.outrank.planner.traffic;

import dev.outrank.bundle.manifest.Scope;
import java.util.List;

/**
 * What requests ask for one net.
 *
 * @param net its name
 * @param scope how often it is evaluated
 * @param tables whose pooled vectors it reads, in the manifest's order
 * @param lookupsPerRequest ids of its features in a request
 * @param requestShare share of the requests in which at least one of its features has an id
 * @param togetherWith for each net, itself included, in how large a share of the requests both have an id
 */
public record NetTraffic(
        String net,
        Scope scope,
        List<String> tables,
        Summary lookupsPerRequest,
        double requestShare,
        List<NetShare> togetherWith) {

    public NetTraffic {
        tables = List.copyOf(tables);
        togetherWith = List.copyOf(togetherWith);
    }
}
