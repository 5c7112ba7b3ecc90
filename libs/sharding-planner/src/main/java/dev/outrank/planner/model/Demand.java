package dev.outrank.planner.model;

import dev.outrank.bundle.manifest.Scope;
import dev.outrank.planner.PlanException;
import dev.outrank.planner.traffic.CandidateShare;
import dev.outrank.planner.traffic.FeatureTraffic;
import dev.outrank.planner.traffic.TableTraffic;
import dev.outrank.planner.traffic.TrafficProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What requests ask of the tables of one model, by table name. Immutable. */
public final class Demand {

    private final List<CandidateShare> candidates;
    private final Map<String, TableDemand> tables;

    private Demand(List<CandidateShare> candidates, Map<String, TableDemand> tables) {
        this.candidates = candidates;
        this.tables = tables;
    }

    /**
     * Returns the demand that a profile measured.
     *
     * @param tables all tables of the model
     * @throws PlanException naming a table that the profile lacks, or of which it knows what cannot be
     */
    public static Demand of(TrafficProfile profile, List<TableFacts> tables) {
        Map<String, TableTraffic> traffic = new HashMap<>();
        profile.tables().forEach(table -> traffic.put(table.table(), table));
        Map<String, TableDemand> bags = new HashMap<>();
        profile.features().forEach(feature -> bags.merge(feature.table(), bags(feature), Demand::sum));
        Map<String, TableDemand> demands = HashMap.newHashMap(tables.size());
        for (TableFacts table : tables) {
            TableTraffic measured = require(traffic.get(table.name()), table, profile);
            AccessCurve curve = measured.accessCurve().isEmpty()
                    ? AccessCurve.even(table.rows())
                    : AccessCurve.of(measured.accessCurve());
            TableDemand found = bags.get(table.name());
            if (found == null && measured.accesses() > 0) {
                throw new PlanException("profile.features: none of table '" + table.name()
                        + "' (expected: those that made its " + measured.accesses() + " accesses)");
            }
            demands.put(table.name(), found == null ? new TableDemand(0, 0, 0, 0, 0, curve) : with(found, curve));
        }
        return new Demand(CandidateBins.merge(profile.candidates()), demands);
    }

    private static TableTraffic require(@Nullable TableTraffic traffic, TableFacts table, TrafficProfile profile) {
        if (traffic == null) {
            throw new PlanException("profile.tables: '" + table.name() + "' is missing (expected: a profile of model '"
                    + profile.model() + "' with all its tables)");
        }
        if (traffic.distinctIds() > table.rows()) {
            throw new PlanException("profile.tables['" + table.name() + "'].distinctIds: " + traffic.distinctIds()
                    + " (expected: at most " + table.rows()
                    + ", the table's rows; profile this bundle's own requests)");
        }
        return traffic;
    }

    private static TableDemand bags(FeatureTraffic feature) {
        AccessCurve unknown = AccessCurve.even(1);
        return feature.scope() == Scope.REQUEST
                ? new TableDemand(1, feature.lookupsPerRequest().mean(), 0, 0, feature.requestShare(), unknown)
                : new TableDemand(0, 0, 1, feature.lookupsPerCandidate().mean(), feature.requestShare(), unknown);
    }

    private static TableDemand with(TableDemand demand, AccessCurve curve) {
        return new TableDemand(
                demand.requestBags(),
                demand.requestLookups(),
                demand.candidateBags(),
                demand.candidateLookups(),
                demand.requestShare(),
                curve);
    }

    private static TableDemand sum(TableDemand a, TableDemand b) {
        return new TableDemand(
                a.requestBags() + b.requestBags(),
                a.requestLookups() + b.requestLookups(),
                a.candidateBags() + b.candidateBags(),
                a.candidateLookups() + b.candidateLookups(),
                1 - (1 - a.requestShare()) * (1 - b.requestShare()),
                a.curve());
    }

    /** Returns how many candidates requests have: few distinct counts, ascending, whose shares add up to 1. */
    public List<CandidateShare> candidates() {
        return candidates;
    }

    /** Returns the mean number of candidates. */
    public double meanCandidates() {
        return candidates.stream()
                .mapToDouble(bin -> bin.candidates() * bin.share())
                .sum();
    }

    /** Returns what a request asks of a table of the model. */
    public TableDemand of(String table) {
        TableDemand demand = tables.get(table);
        if (demand == null) {
            throw new PlanException("table: '" + table + "' (expected: one of the model)");
        }
        return demand;
    }

    /** Returns the ids that an average request looks up in a table. */
    public double lookups(String table) {
        return of(table).lookups(meanCandidates());
    }
}
