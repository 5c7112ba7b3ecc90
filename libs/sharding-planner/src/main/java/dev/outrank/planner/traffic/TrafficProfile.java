package dev.outrank.planner.traffic;

import dev.outrank.planner.PlanException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What requests ask of a model, measured.
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param model the model's name
 * @param origin where the numbers come from, for people: the traces, or the workload they were computed from
 * @param requests how many were seen, at least 1
 * @param candidates how many candidates requests have, ascending; the shares add up to 1
 * @param features all sparse features of the model, in the manifest's order
 * @param tables all tables of the model, in the manifest's order
 * @param nets all nets of the model, in the manifest's order
 */
public record TrafficProfile(
        int formatVersion,
        String model,
        String origin,
        long requests,
        List<CandidateShare> candidates,
        List<FeatureTraffic> features,
        List<TableTraffic> tables,
        List<NetTraffic> nets) {

    /** The only version of the format so far. */
    public static final int FORMAT_VERSION = 1;

    /** Shares are sums of rounded numbers. */
    private static final double SHARE_TOLERANCE = 1e-6;

    public TrafficProfile {
        if (formatVersion != FORMAT_VERSION) {
            throw new PlanException("formatVersion: " + formatVersion + " (expected: " + FORMAT_VERSION + ")");
        }
        candidates = List.copyOf(candidates);
        features = List.copyOf(features);
        tables = List.copyOf(tables);
        nets = List.copyOf(nets);
        if (requests < 1) {
            throw new PlanException("requests: " + requests + " (expected: at least 1)");
        }
        double shares = candidates.stream().mapToDouble(CandidateShare::share).sum();
        if (Math.abs(shares - 1) > SHARE_TOLERANCE) {
            throw new PlanException("candidates: shares that add up to " + shares + " (expected: 1)");
        }
        requireDistinct("features", features, FeatureTraffic::feature);
        requireDistinct("tables", tables, TableTraffic::table);
        requireDistinct("nets", nets, NetTraffic::net);
    }

    private static <T> void requireDistinct(String field, List<T> items, Function<T, String> name) {
        Set<String> seen = new HashSet<>();
        for (T item : items) {
            if (!seen.add(name.apply(item))) {
                throw new PlanException(field + ": '" + name.apply(item) + "' occurs twice (expected: distinct names)");
            }
        }
    }
}
