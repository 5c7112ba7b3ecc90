package dev.outrank.embedding.load;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.embedding.shard.LoadedVersion;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the tables of one loaded version were asked for. Thread-safe. */
public final class VersionLoad {

    /** Placements of one table are one. */
    private final Map<String, TableLoad> byName = new LinkedHashMap<>();

    private final TableLoad[] byIndex;

    VersionLoad(LoadedVersion version) {
        this.byIndex = version.header().tables().stream()
                .map(placed -> byName.computeIfAbsent(placed.table(), TableLoad::new))
                .toArray(TableLoad[]::new);
    }

    /**
     * Adds the bags of a part of a lookup; costs a few nanoseconds.
     *
     * @param table its index in frames
     * @param defaulted ids that a default row stood in for
     * @param last whether it is the lookup's last part
     */
    public void add(int table, Bags bags, int defaulted, boolean last) {
        byIndex[table].add(bags, defaulted, last);
    }

    /** Looks at the ids of a part of a lookup, as {@link TableLoads#isSampled()} says once a part; costs about ten nanoseconds an id. */
    public void sample(int table, Bags bags) {
        byIndex[table].sample(bags);
    }

    Collection<TableLoad> tables() {
        return byName.values();
    }
}
