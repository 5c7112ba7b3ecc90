package dev.outrank.bundle.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.TableSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of which table live on which shard, and how they are stored there.
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param model the model's name
 * @param bundleFingerprint the fingerprint of the bundle that was planned
 * @param strategy the name of the strategy that made it
 * @param dtypes table name → the type in which shards store its rows, in the order of the names; a table that is absent is stored as the
 *     bundle stores it
 * @param vectors how pooled vectors travel; float32 where the JSON says nothing
 * @param shards at least one; the shard at position i has index i
 * @param local the rows that every ranking process holds itself, one range of a table at most; empty where the JSON says nothing
 */
public record ShardingPlan(
        int formatVersion,
        String model,
        String bundleFingerprint,
        String strategy,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY, contentNulls = Nulls.FAIL)
        Map<String, ElementType> dtypes,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = UsualVectors.class)
        @JsonSetter(nulls = Nulls.AS_EMPTY)
        VectorType vectors,

        List<ShardSpec> shards,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY, contentNulls = Nulls.FAIL)
        List<Placement> local) {

    /** The only version of the format so far. */
    public static final int FORMAT_VERSION = 1;

    public ShardingPlan {
        if (formatVersion != FORMAT_VERSION) {
            throw new BundleException("formatVersion: " + formatVersion + " (expected: " + FORMAT_VERSION + ")");
        }
        dtypes = Collections.unmodifiableMap(new TreeMap<>(dtypes));
        shards = List.copyOf(shards);
        local = List.copyOf(local);
        Placement.requireDistinct(local, "local", "in ranking");
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

    /** Makes a plan whose vectors travel as float32, from shards alone. */
    public ShardingPlan(
            int formatVersion,
            String model,
            String bundleFingerprint,
            String strategy,
            Map<String, ElementType> dtypes,
            List<ShardSpec> shards) {
        this(formatVersion, model, bundleFingerprint, strategy, dtypes, VectorType.FLOAT32, shards, List.of());
    }

    /** Returns the same plan with vectors that travel otherwise; the packed shards stay the same. */
    public ShardingPlan withVectors(VectorType wanted) {
        return new ShardingPlan(formatVersion, model, bundleFingerprint, strategy, dtypes, wanted, shards, local);
    }

    /** Returns the same plan with other shards. */
    public ShardingPlan withShards(List<ShardSpec> others) {
        return new ShardingPlan(formatVersion, model, bundleFingerprint, strategy, dtypes, vectors, others, local);
    }

    /** Returns the same plan with other rows in ranking. */
    public ShardingPlan withLocal(List<Placement> others) {
        return new ShardingPlan(formatVersion, model, bundleFingerprint, strategy, dtypes, vectors, shards, others);
    }

    /** Returns the same plan as made by another strategy. */
    public ShardingPlan madeBy(String maker) {
        return new ShardingPlan(formatVersion, model, bundleFingerprint, maker, dtypes, vectors, shards, local);
    }

    /** Returns the same plan for another bundle of the same tables. */
    public ShardingPlan forBundle(String otherFingerprint) {
        return new ShardingPlan(formatVersion, model, otherFingerprint, strategy, dtypes, vectors, shards, local);
    }

    /** Returns everything that is packed: the shards, and behind them, as one shard more, what ranking holds. */
    public List<ShardSpec> packed() {
        if (local.isEmpty()) {
            return shards;
        }
        List<ShardSpec> packed = new ArrayList<>(shards);
        packed.add(new ShardSpec(shards.size(), 1, local));
        return List.copyOf(packed);
    }

    /** Returns whether a packed shard is the one that ranking holds. */
    public boolean isLocal(int shard) {
        return shard == shards.size() && !local.isEmpty();
    }

    /** Equal to what the canonical JSON leaves out. */
    static final class UsualVectors {

        @Override
        public boolean equals(@Nullable Object other) {
            return other == null || other == VectorType.FLOAT32;
        }

        @Override
        public int hashCode() {
            return VectorType.FLOAT32.hashCode();
        }
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
