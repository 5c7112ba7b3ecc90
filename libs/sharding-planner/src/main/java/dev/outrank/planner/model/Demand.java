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
     * @throws PlanException naming a table that the profile lacks
     */
    public static Demand of(TrafficProfile profile, List<TableFacts> tables) {
        Map<String, TableTraffic> traffic = new HashMap<>();
        profile.tables().forEach(table -> traffic.put(table.table(), table));
        Map<String, TableDemand> bags = new HashMap<>();
        profile.features().forEach(feature -> bags.merge(feature.table(), bags(feature), Demand::sum));
        Map<String, TableDemand> demands = new HashMap<>();
        for (TableFacts table : tables) {
            TableTraffic measured = traffic.get(table.name());
            if (measured == null) {
                throw new PlanException("profile.tables: '" + table.name()
                        + "' is missing (expected: a profile of model '" + profile.model() + "' with all its tables)");
            }
            AccessCurve curve = measured.accessCurve().isEmpty()
                    ? AccessCurve.even(table.rows())
                    : AccessCurve.of(measured.accessCurve());
            TableDemand found = bags.getOrDefault(table.name(), new TableDemand(0, 0, 0, 0, curve));
            demands.put(
                    table.name(),
                    new TableDemand(
                            found.requestBags(),
                            found.requestLookups(),
                            found.candidateBags(),
                            found.candidateLookups(),
                            curve));
        }
        return new Demand(CandidateBins.merge(profile.candidates()), demands);
    }

    private static TableDemand bags(FeatureTraffic feature) {
        AccessCurve unknown = AccessCurve.even(1);
        return feature.scope() == Scope.REQUEST
                ? new TableDemand(1, feature.lookupsPerRequest().mean(), 0, 0, unknown)
                : new TableDemand(0, 0, 1, feature.lookupsPerCandidate().mean(), unknown);
    }

    private static TableDemand sum(TableDemand a, TableDemand b) {
        return new TableDemand(
                a.requestBags() + b.requestBags(),
                a.requestLookups() + b.requestLookups(),
                a.candidateBags() + b.candidateBags(),
                a.candidateLookups() + b.candidateLookups(),
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
