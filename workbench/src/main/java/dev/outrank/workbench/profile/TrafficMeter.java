package dev.outrank.workbench.profile;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.planner.traffic.CandidateShare;
import dev.outrank.planner.traffic.TrafficProfile;
import dev.outrank.workbench.requests.GeneratedRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Measures the profile of a model's requests in one pass, in memory that does not grow with their number. Not thread-safe. */
final class TrafficMeter {

    private final Manifest manifest;
    private final int hotIds;
    private final Map<String, TableSketch> tables = new LinkedHashMap<>();
    private final List<FeatureMeter> features;
    private final NetMeter nets;
    private final SortedMap<Integer, Long> candidates = new TreeMap<>();
    private long requests;

    /**
     * Makes a meter.
     *
     * @param hotIds how many of the hottest ids to name of each table
     */
    TrafficMeter(Manifest manifest, int hotIds) {
        this.manifest = manifest;
        this.hotIds = hotIds;
        this.nets = new NetMeter(manifest);
        for (TableSpec table : manifest.tables()) {
            tables.put(table.name(), new TableSketch(table.name(), table.rows(), hotIds));
        }
        this.features = manifest.features().sparse().stream()
                .map(feature -> {
                    TableSpec table = manifest.table(feature.table());
                    return new FeatureMeter(feature, nets.readers(feature.name()), table.rows(), sketch(table));
                })
                .toList();
    }

    private TableSketch sketch(TableSpec table) {
        return tables.computeIfAbsent(table.name(), name -> new TableSketch(name, table.rows(), hotIds));
    }

    /**
     * Counts a request.
     *
     * @throws CallerException naming the feature, if an id is outside its table and the feature's policy is to fail
     */
    void add(GeneratedRequest request) {
        int[] ids = new int[features.size()];
        for (int i = 0; i < ids.length; i++) {
            FeatureMeter feature = features.get(i);
            ids[i] = feature.add(request.sparse(feature.feature()), request.candidates());
        }
        nets.add(features, ids);
        candidates.merge(request.candidates(), 1L, Long::sum);
        requests++;
    }

    long requests() {
        return requests;
    }

    /** Returns the bytes that the sketches of all tables would be stored in now. */
    long sketchBytes() {
        return tables.values().stream().mapToLong(TableSketch::storedBytes).sum();
    }

    /** Returns the profile of what was counted, at least one request. */
    TrafficProfile profile(String origin) {
        return new TrafficProfile(
                TrafficProfile.FORMAT_VERSION,
                manifest.name(),
                origin,
                requests,
                candidates.entrySet().stream()
                        .map(entry -> new CandidateShare(entry.getKey(), entry.getValue() / (double) requests))
                        .toList(),
                features.stream().map(FeatureMeter::traffic).toList(),
                tables.values().stream().map(table -> table.traffic(hotIds)).toList(),
                nets.traffic(requests));
    }
}
