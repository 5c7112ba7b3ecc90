package dev.outrank.bundle.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.TableSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which rows of which table live on which shard, and how they are stored there.
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param model the model's name
 * @param bundleFingerprint the fingerprint of the bundle that was planned
 * @param strategy the name of the strategy that made it
 * @param dtypes table name → the type in which shards store its rows, in the order of the names; a table that is absent is stored as the
 *     bundle stores it
 * @param shards at least one; the shard at position i has index i
 */
public record ShardingPlan(
        int formatVersion,
        String model,
        String bundleFingerprint,
        String strategy,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY, contentNulls = Nulls.FAIL)
        Map<String, ElementType> dtypes,

        List<ShardSpec> shards) {

    /** The only version of the format so far. */
    public static final int FORMAT_VERSION = 1;

    public ShardingPlan {
        if (formatVersion != FORMAT_VERSION) {
            throw new BundleException("formatVersion: " + formatVersion + " (expected: " + FORMAT_VERSION + ")");
        }
        dtypes = Collections.unmodifiableMap(new TreeMap<>(dtypes));
        shards = List.copyOf(shards);
        if (shards.isEmpty()) {
            throw new BundleException("shards: [] (expected: at least one)");
        }
        for (int i = 0; i < shards.size(); i++) {
            if (shards.get(i).index() != i) {
                throw new BundleException(
                        "shards[" + i + "].index: " + shards.get(i).index() + " (expected: " + i + ", its position)");
            }
        }
    }

    /** Makes a plan whose shards store every table as the bundle does. */
    public ShardingPlan(
            int formatVersion, String model, String bundleFingerprint, String strategy, List<ShardSpec> shards) {
        this(formatVersion, model, bundleFingerprint, strategy, Map.of(), shards);
    }

    /** Returns the type in which shards store the rows of a table of the bundle. */
    public ElementType storedType(TableSpec table) {
        return dtypes.getOrDefault(table.name(), table.dtype());
    }

    /**
     * Checks that every row of every table is placed exactly once, and that each type that the plan chooses can be made of what the bundle
     * stores.
     *
     * @throws BundleException naming the table and the rows that are missing or placed twice, or the type
     */
    public void requireCovers(Manifest manifest) {
        PlanCoverage.check(this, manifest);
    }
}
