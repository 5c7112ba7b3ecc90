package dev.outrank.workbench.profile;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.planner.traffic.FeatureTraffic;
import java.util.List;

/** Counts what requests ask by one feature. Not thread-safe. */
final class FeatureMeter {

    private final SparseFeature feature;
    private final List<String> nets;
    private final long rows;
    private final TableSketch table;
    private final LookupCounts perRequest = LookupCounts.ofIds();
    private final LookupCounts perCandidate;

    private long requests;
    private long requestsWithIds;

    /**
     * Makes a meter.
     *
     * @param nets that read the feature
     * @param rows of its table
     * @param table shared with the table's other features
     */
    FeatureMeter(SparseFeature feature, List<String> nets, long rows, TableSketch table) {
        this.feature = feature;
        this.nets = nets;
        this.rows = rows;
        this.table = table;
        this.perCandidate = feature.scope() == Scope.REQUEST ? LookupCounts.ofRatios() : LookupCounts.ofIds();
    }

    String feature() {
        return feature.name();
    }

    /** Counts the feature's bags in a request and returns their ids. */
    int add(Bags bags, int candidates) {
        for (int i = 0; i < bags.idCount(); i++) {
            addId(bags.ids()[i]);
        }
        perRequest.add(bags.idCount());
        requests++;
        requestsWithIds += bags.idCount() > 0 ? 1 : 0;
        switch (feature.scope()) {
            case REQUEST -> {
                if (candidates > 0) {
                    perCandidate.add((double) bags.idCount() / candidates);
                }
            }
            case CANDIDATE -> {
                for (int bag = 0; bag < bags.bagCount(); bag++) {
                    perCandidate.add(bags.length(bag));
                }
            }
        }
        return bags.idCount();
    }

    private void addId(long id) {
        if (id >= 0 && id < rows) {
            table.add(id);
            return;
        }
        switch (feature.idPolicy()) {
            case FAIL ->
                throw new CallerException("feature '" + feature.name() + "': id " + id + " (expected: 0 to "
                        + (rows - 1) + ", the rows of table '" + feature.table() + "', since its idPolicy is fail)");
            case MODULO -> table.add(Math.floorMod(id, rows));
            // The default row is no row of the table.
            case DEFAULT -> {}
        }
    }

    FeatureTraffic traffic() {
        return new FeatureTraffic(
                feature.name(),
                feature.table(),
                feature.scope(),
                nets,
                requests == 0 ? 0 : (double) requestsWithIds / requests,
                perRequest.summary(),
                perCandidate.summary());
    }
}
