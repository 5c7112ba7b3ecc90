package dev.outrank.ranking.scatter;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.order.RowOrder;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.plan.VectorType;
import dev.outrank.bundle.shard.ShardFingerprint;
import dev.outrank.engine.DefaultRow;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.ShardKey;
import dev.outrank.lookup.TableLookup;
import dev.outrank.ranking.memory.RequestArrays;
import dev.outrank.ranking.request.RankingRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where every feature of one version is looked up. Computed once a version; immutable. */
public final class ScatterPlan {

    /** The answer comes in one part. */
    private static final int WHOLE = 0;

    /** What holds the tables that a plan leaves to ranking. */
    private static final String LOCAL_NAME = "ranking";

    private final VectorType vectors;
    private final List<ShardKey> shards;
    private final List<String> serviceNames;
    private final List<FeatureRoute> routes;
    private final List<List<FeatureRoute>> routesByShard;
    private final int[] lookupCounts;
    /** The number of lookups of the shards before, by shard. */
    private final int[] firstLookups;

    private final int allLookups;

    private ScatterPlan(
            VectorType vectors,
            List<ShardKey> shards,
            List<String> serviceNames,
            List<FeatureRoute> routes,
            int[] lookupCounts) {
        this.vectors = vectors;
        this.shards = shards;
        this.serviceNames = serviceNames;
        this.routes = routes;
        this.routesByShard = byShard(routes, lookupCounts.length);
        this.lookupCounts = lookupCounts;
        this.firstLookups = new int[lookupCounts.length];
        int next = 0;
        for (int shard = 0; shard < lookupCounts.length; shard++) {
            firstLookups[shard] = next;
            next += lookupCounts[shard];
        }
        this.allLookups = next;
    }

    /** The routes are in the order of their lookups on every shard. */
    private static List<List<FeatureRoute>> byShard(List<FeatureRoute> routes, int shards) {
        List<List<FeatureRoute>> byShard = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            int of = shard;
            byShard.add(routes.stream()
                    .filter(route -> route.byRow().stream().anyMatch(slot -> slot.shard() == of))
                    .toList());
        }
        return List.copyOf(byShard);
    }

    /**
     * Returns the scatter plan of a version; the plan covers the bundle's tables. Reads the orders of the tables that the plan splits, each once; of a table
     * that lies whole on one shard only that shard needs to know where its rows are.
     *
     * @throws dev.outrank.bundle.failure.BundleException where a list of hot ids is no order
     */
    public static ScatterPlan of(String model, String version, Bundle bundle, ShardingPlan plan) {
        Manifest manifest = bundle.manifest();
        Map<String, Optional<RowOrder>> orders = new HashMap<>();
        Map<String, DefaultRow> defaultRows = new HashMap<>();
        List<ShardKey> keys = new ArrayList<>();
        for (ShardSpec shard : plan.packed()) {
            keys.add(new ShardKey(model, version, shard.index(), ShardFingerprint.of(plan, shard.index())));
        }
        int[] lookups = new int[plan.packed().size()];
        List<FeatureRoute> routes = new ArrayList<>();
        for (SparseFeature feature : manifest.features().sparse()) {
            List<RangeSlot> ranges = ranges(feature.table(), plan, lookups);
            TableSpec table = manifest.table(feature.table());
            Optional<RowOrder> order = ranges.size() > 1
                    ? orders.computeIfAbsent(table.name(), name -> bundle.order(table))
                    : Optional.empty();
            DefaultRow defaultRow =
                    defaultRows.computeIfAbsent(table.name(), name -> DefaultRow.of(table, plan.storedType(table)));
            routes.add(new FeatureRoute(routes.size(), feature, table, order.orElse(null), defaultRow, ranges));
        }
        List<String> names = plan.packed().stream()
                .map(shard -> plan.isLocal(shard.index()) ? LOCAL_NAME : shard.serviceName())
                .toList();
        return new ScatterPlan(plan.vectors(), List.copyOf(keys), names, List.copyOf(routes), lookups);
    }

    private static List<RangeSlot> ranges(String table, ShardingPlan plan, int[] lookups) {
        List<RangeSlot> ranges = new ArrayList<>();
        for (ShardSpec shard : plan.packed()) {
            for (int i = 0; i < shard.placements().size(); i++) {
                Placement placement = shard.placements().get(i);
                if (placement.table().equals(table)) {
                    ranges.add(new RangeSlot(
                            placement.firstRow(), placement.endRow(), shard.index(), i, lookups[shard.index()]++));
                }
            }
        }
        return ranges;
    }

    /** Returns the number of shards of the plan; what the plan leaves to ranking is one, the last. */
    public int shardCount() {
        return shards.size();
    }

    /** Returns the name of a shard's service, for example {@code embedding-2}; {@code ranking} of the tables that this process holds. */
    public String serviceName(int shard) {
        return serviceNames.get(shard);
    }

    /**
     * Returns the lookup requests, one for each shard that gets any id, and which bags they have; the deadline's rest travels with them. Where answers come
     * whole, no bag is sent that is empty.
     *
     * @param sliceRows candidates of a slice, at least 1; answers come in a part for each, whole where one slice has all
     * @param degradation how much of the deadline a shard gets whose tables may be defaulted
     */
    public Scatter scatter(RankingRequest request, int sliceRows, DegradationSettings degradation) {
        RequestArrays arrays = request.memory().arrays();
        int partBags = sliceRows < request.candidates() ? sliceRows : WHOLE;
        SentBags sent = new SentBags(allLookups);
        List<List<TableLookup>> lookups = new ArrayList<>(shards.size());
        for (int shard = 0; shard < shards.size(); shard++) {
            lookups.add(new ArrayList<>(lookupCounts[shard]));
        }
        for (FeatureRoute route : routes) {
            Bags bags = request.sparse(route.index());
            if (route.isSplit()) {
                List<Bags> parts = new RangeRouter(route, arrays).route(bags);
                for (int range = 0; range < parts.size(); range++) {
                    RangeSlot slot = route.byRow().get(range);
                    add(lookups, route, slot, sent(sent, slot, parts.get(range), partBags, arrays));
                }
            } else {
                RangeSlot slot = route.byRow().getFirst();
                add(lookups, route, slot, sent(sent, slot, bags, partBags, arrays));
            }
        }
        Duration remaining = request.deadline().remaining();
        BitSet mayDefault = request.allowDegraded() ? mayDefault(lookups) : new BitSet();
        List<LookupRequest> requests = new ArrayList<>(shards.size());
        for (int shard = 0; shard < shards.size(); shard++) {
            Duration patience = mayDefault.get(shard) ? degradation.patience(remaining) : remaining;
            LookupRequest candidate = new LookupRequest(
                    shards.get(shard), patience, lookups.get(shard), vectors, partBags, request.priority());
            if (candidate.idCount() > 0) {
                requests.add(candidate);
            }
        }
        return new Scatter(requests, sent, mayDefault);
    }

    /** Returns the shards of which only tables are asked that may be defaulted. */
    private BitSet mayDefault(List<List<TableLookup>> lookups) {
        BitSet mayDefault = new BitSet();
        for (int shard = 0; shard < shards.size(); shard++) {
            mayDefault.set(shard, mayDefault(lookups.get(shard), routesByShard.get(shard)));
        }
        return mayDefault;
    }

    private static boolean mayDefault(List<TableLookup> lookups, List<FeatureRoute> routes) {
        for (int i = 0; i < lookups.size(); i++) {
            if (lookups.get(i).bags().idCount() > 0 && !routes.get(i).mayDefault()) {
                return false;
            }
        }
        return true;
    }

    /** Parts of an answer are of a number of bags, whatever is in them. */
    private Bags sent(SentBags sent, RangeSlot slot, Bags bags, int partBags, RequestArrays arrays) {
        int lookup = lookupOf(slot);
        return partBags == WHOLE ? sent.present(lookup, bags, arrays) : sent.all(lookup, bags);
    }

    /** Returns the position of a range's lookup among those of all shards. */
    int lookupOf(RangeSlot slot) {
        return firstLookups[slot.shard()] + slot.lookup();
    }

    private static void add(List<List<TableLookup>> lookups, FeatureRoute route, RangeSlot slot, Bags bags) {
        lookups.get(slot.shard())
                .add(new TableLookup(
                        slot.table(), route.shardPooling(), route.feature().idPolicy(), bags));
    }

    /** Returns the routes of all features, in the manifest's order. */
    List<FeatureRoute> routes() {
        return routes;
    }

    /** Returns the features that a shard is asked for, in the order of its requests' lookups. */
    List<FeatureRoute> routesOf(int shard) {
        return routesByShard.get(shard);
    }

    /** Returns the feature whose lookup has this position in a shard's requests. */
    Optional<FeatureRoute> routeOf(int shard, int lookup) {
        List<FeatureRoute> ofShard = routesByShard.get(shard);
        return lookup >= 0 && lookup < ofShard.size() ? Optional.of(ofShard.get(lookup)) : Optional.empty();
    }

    /** Returns how many lookups each of a shard's requests has. */
    int lookupCount(int shard) {
        return lookupCounts[shard];
    }
}
