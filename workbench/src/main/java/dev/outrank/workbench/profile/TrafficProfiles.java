package dev.outrank.workbench.profile;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.planner.traffic.CandidateShare;
import dev.outrank.planner.traffic.FeatureTraffic;
import dev.outrank.planner.traffic.NetShare;
import dev.outrank.planner.traffic.NetTraffic;
import dev.outrank.planner.traffic.TableTraffic;
import dev.outrank.planner.traffic.TrafficProfile;
import dev.outrank.workbench.generate.GeneratedNames;
import dev.outrank.workbench.requests.ZipfIds;
import dev.outrank.workbench.workload.Workload;
import dev.outrank.workbench.workload.WorkloadNet;
import dev.outrank.workbench.workload.WorkloadTable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Profiles of workloads, computed from their laws: no trace, no bundle, any scale.
 *
 * <p>The names are those of the bundle that {@code generate} makes of the workload. Every row of a table counts as asked, as it is in a trace
 * that is long enough; accesses are those of {@link #NOMINAL_REQUESTS} requests.
 */
public final class TrafficProfiles {

    /** So many that every row of a table is asked, and few enough that the accesses of any workload fit 63 bits. */
    public static final long NOMINAL_REQUESTS = 10_000_000_000L;

    private final Workload workload;
    private final double scale;
    private final int hotIds;
    private final List<CandidateShare> candidates;
    private final LookupsLaw lookups;

    private TrafficProfiles(Workload workload, double scale, int hotIds) {
        this.workload = workload;
        this.scale = scale;
        this.hotIds = hotIds;
        this.candidates = candidates(workload.candidatesPerRequest().values());
        this.lookups = new LookupsLaw(candidates);
    }

    /** Returns the profile of a workload without hot ids. */
    public static TrafficProfile of(Workload workload, double scale) {
        return of(workload, scale, 0);
    }

    /**
     * Returns the profile of a workload.
     *
     * @param scale factor of the tables' rows, above 0, at most 1
     * @param hotIds how many of the hottest ids to name of each table, at least 0
     */
    public static TrafficProfile of(Workload workload, double scale, int hotIds) {
        if (!(scale > 0 && scale <= 1)) {
            throw new CallerException("scale: " + scale + " (expected: above 0, at most 1)");
        }
        if (hotIds < 0) {
            throw new CallerException("hotIds: " + hotIds + " (expected: at least 0)");
        }
        return new TrafficProfiles(workload, scale, hotIds).profile();
    }

    private TrafficProfile profile() {
        return new TrafficProfile(
                TrafficProfile.FORMAT_VERSION,
                workload.name(),
                "computed from workload '" + workload.name() + "' at scale " + scale,
                NOMINAL_REQUESTS,
                candidates,
                workload.nets().stream().flatMap(this::features).toList(),
                workload.nets().stream().flatMap(this::tables).toList(),
                workload.nets().stream().flatMap(this::nets).toList());
    }

    private static List<CandidateShare> candidates(List<Integer> values) {
        SortedMap<Integer, Integer> times = new TreeMap<>();
        values.forEach(value -> times.merge(value, 1, Integer::sum));
        return times.entrySet().stream()
                .map(entry -> new CandidateShare(entry.getKey(), (double) entry.getValue() / values.size()))
                .toList();
    }

    private BagLaw bag(WorkloadTable table) {
        return BagLaw.of(table, workload.poolingIsFixed());
    }

    private Stream<FeatureTraffic> features(WorkloadNet net) {
        return net.tables().stream().map(table -> feature(net, table));
    }

    private FeatureTraffic feature(WorkloadNet net, WorkloadTable table) {
        BagLaw bag = bag(table);
        boolean once = net.scope() == Scope.REQUEST;
        return new FeatureTraffic(
                table.name(),
                table.name(),
                net.scope(),
                List.of(net.name()),
                once ? 1 - bag.atMost(0) : 1 - lookups.mix(count -> Math.pow(bag.atMost(0), count)),
                once ? LookupsLaw.ofBag(bag) : lookups.ofCandidates(bag.mean(), bag.variance()),
                once ? lookups.ofBagOverCandidates(bag) : LookupsLaw.ofBag(bag));
    }

    private Stream<TableTraffic> tables(WorkloadNet net) {
        double bags = net.scope() == Scope.REQUEST ? 1 : lookups.mix(count -> count);
        return net.tables().stream().map(table -> table(table, bags * bag(table).mean()));
    }

    private TableTraffic table(WorkloadTable table, double lookupsPerRequest) {
        if (lookupsPerRequest == 0) {
            return new TableTraffic(table.name(), 0, 0, List.of(), List.of());
        }
        long rows = table.rows(scale);
        ZipfIds ids = new ZipfIds(rows, table.zipfAlpha());
        return new TableTraffic(
                table.name(),
                Math.max(rows, Math.round(NOMINAL_REQUESTS * lookupsPerRequest)),
                rows,
                CurveRows.curve(rows, ids::shareOfHottest),
                LongStream.range(0, Math.min(rows, hotIds))
                        .mapToObj(ids::idOfRank)
                        .toList());
    }

    private Stream<NetTraffic> nets(WorkloadNet net) {
        double mean =
                net.tables().stream().mapToDouble(table -> bag(table).mean()).sum();
        double variance = net.tables().stream()
                .mapToDouble(table -> bag(table).variance())
                .sum();
        NetTraffic top = new NetTraffic(
                net.name(),
                net.scope(),
                net.tables().stream().map(WorkloadTable::name).toList(),
                net.scope() == Scope.REQUEST
                        ? LookupsLaw.ofRequest(mean, variance)
                        : lookups.ofCandidates(mean, variance),
                together(net, net),
                workload.nets().stream()
                        .flatMap(other -> Stream.of(
                                new NetShare(GeneratedNames.bottom(other), 0),
                                new NetShare(other.name(), together(net, other))))
                        .toList());
        return Stream.of(bottom(net), top);
    }

    /** The bottom of a net reads dense features only. */
    private NetTraffic bottom(WorkloadNet net) {
        return new NetTraffic(
                GeneratedNames.bottom(net),
                net.scope(),
                List.of(),
                LookupsLaw.ofRequest(0, 0),
                0,
                workload.nets().stream()
                        .flatMap(other -> Stream.of(GeneratedNames.bottom(other), other.name()))
                        .map(name -> new NetShare(name, 0))
                        .toList());
    }

    /** Returns the share of the requests in which both nets have an id; bags are drawn apart from one another. */
    private double together(WorkloadNet net, WorkloadNet other) {
        boolean same = net.name().equals(other.name());
        return lookups.mix(count -> same ? asked(net, count) : asked(net, count) * asked(other, count));
    }

    private double asked(WorkloadNet net, double candidates) {
        double empty = 1;
        for (WorkloadTable table : net.tables()) {
            empty *= bag(table).atMost(0);
        }
        return 1 - (net.scope() == Scope.REQUEST ? empty : StrictMath.pow(empty, candidates));
    }
}
