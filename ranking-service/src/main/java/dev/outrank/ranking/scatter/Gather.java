package dev.outrank.ranking.scatter;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.ranking.dense.Target;
import dev.outrank.ranking.dense.Workspace;
import dev.outrank.ranking.request.DefaultedTable;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.ShardUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Moves pooled vectors from the shards' answers to the nets' inputs, a slice of the candidates at a time: check a slice's answers first. For one request
 * and one thread at a time; keeps nothing of the answers.
 */
public final class Gather {

    private final ScatterPlan plan;
    private final RankingRequest request;
    private final SentBags sent;
    private final long[] defaultedIds;

    /** Gathers the answers to what {@link ScatterPlan#scatter} made of the same request. */
    public Gather(ScatterPlan plan, RankingRequest request, Scatter scatter) {
        this.plan = plan;
        this.request = request;
        this.sent = scatter.sent();
        this.defaultedIds = new long[plan.routes().size()];
    }

    /**
     * Checks a slice's answers, and notes which ids were defaulted.
     *
     * @param from its first candidate; the first slice's answers have the vectors of request scope, too
     * @throws ShardUnavailableException where one has not the shape that was asked for
     */
    public void check(ShardAnswers answers, int from, int rows) {
        for (int shard = 0; shard < plan.shardCount(); shard++) {
            LookupResponse response = answers.of(shard);
            if (response != null && response.lookupCount() != plan.lookupCount(shard)) {
                throw new ShardUnavailableException(plan.serviceName(shard) + ": " + response.lookupCount()
                        + " lookups answered (expected: " + plan.lookupCount(shard) + ", as many as were asked)");
            }
        }
        for (FeatureRoute route : plan.routes()) {
            int bags = request.sparse(route.index()).bagCount();
            long defaulted = 0;
            for (RangeSlot slot : route.byShard()) {
                LookupResponse response = answers.of(slot.shard());
                if (response != null) {
                    int lookup = plan.lookupOf(slot);
                    int expected = sent.rows(lookup) == null ? Math.clamp(bags - from, 0, rows) : sent.count(lookup);
                    checkShape(route, slot, response, expected);
                    int ids = response.defaultedIds(slot.lookup());
                    // Of one row, where the request's was repeated for each candidate.
                    defaulted += route.feature().scope() == Scope.REQUEST ? ids / Math.max(1, expected) : ids;
                }
            }
            count(route, defaulted);
        }
    }

    private void count(FeatureRoute route, long inSlice) {
        int index = route.index();
        defaultedIds[index] = switch (route.feature().scope()) {
            case REQUEST -> Math.max(defaultedIds[index], inSlice);
            case CANDIDATE -> defaultedIds[index] + inSlice;
        };
    }

    private void checkShape(FeatureRoute route, RangeSlot slot, LookupResponse response, int expected) {
        int dim = route.table().dim();
        int bags = response.bags(slot.lookup());
        if (bags != expected || response.dim(slot.lookup()) != dim) {
            throw new ShardUnavailableException(plan.serviceName(slot.shard()) + ": shape [" + bags + ", "
                    + response.dim(slot.lookup()) + "] for '" + route.feature().name() + "' (expected: [" + expected
                    + ", " + dim + "])");
        }
    }

    /** Writes the vectors of request scope, of the first slice's answers, or of each slice's where there is one for each candidate. */
    public void requestScopeInto(ShardAnswers answers, Workspace workspace, int from, int rows) {
        fillAll(answers, workspace, Scope.REQUEST, from, rows);
    }

    /** Writes the vectors of a slice's candidates to the first rows of the inputs. */
    public void sliceInto(ShardAnswers answers, Workspace workspace, int from, int rows) {
        fillAll(answers, workspace, Scope.CANDIDATE, from, rows);
    }

    private void fillAll(ShardAnswers answers, Workspace workspace, Scope scope, int from, int rows) {
        for (FeatureRoute route : plan.routes()) {
            if (route.feature().scope() == scope) {
                for (Target target : workspace.targets(route.index())) {
                    fill(answers, route, target, from, target.rows(rows));
                }
            }
        }
    }

    private void fill(ShardAnswers answers, FeatureRoute route, Target target, int from, int rows) {
        boolean begun = false;
        for (RangeSlot slot : route.byShard()) {
            LookupResponse response = answers.of(slot.shard());
            if (response != null) {
                fillFrom(response, slot, target, rows, begun);
                begun = true;
            }
        }
        if (!begun) {
            target.zeroInto(0, rows, route.table().dim());
        } else if (route.isSplit() && route.feature().pooling() == Pooling.MEAN) {
            divideByLengths(
                    target,
                    request.sparse(route.index()),
                    from,
                    rows,
                    route.table().dim());
        }
    }

    private void fillFrom(LookupResponse response, RangeSlot slot, Target target, int rows, boolean add) {
        int lookup = plan.lookupOf(slot);
        int[] present = sent.rows(lookup);
        if (present == null) {
            move(response, slot.lookup(), 0, rows, target, 0, add);
            return;
        }
        int dim = response.dim(slot.lookup());
        int count = sent.count(lookup);
        int row = 0;
        for (int vector = 0; vector < count; ) {
            int first = present[vector];
            int run = 1;
            while (vector + run < count && present[vector + run] == first + run) {
                run++;
            }
            if (!add) {
                target.zeroInto(row, first - row, dim);
            }
            move(response, slot.lookup(), vector, run, target, first, add);
            vector += run;
            row = first + run;
        }
        if (!add) {
            target.zeroInto(row, rows - row, dim);
        }
    }

    /** Copies or adds so many vectors from one on, to rows from one on. */
    private static void move(
            LookupResponse response, int lookup, int vector, int count, Target target, int row, boolean add) {
        int to = target.column() + row * target.stride();
        if (add) {
            response.addInto(lookup, vector, count, target.memory(), to, target.stride());
        } else {
            response.copyInto(lookup, vector, count, target.memory(), to, target.stride());
        }
    }

    private static void divideByLengths(Target target, Bags bags, int from, int rows, int dim) {
        for (int row = 0; row < rows; row++) {
            int length = bags.length(from + row);
            if (length > 1) {
                target.divideInPlace(row, dim, length);
            }
        }
    }

    /** Returns the tables in which default rows stood in, by name, of all answers that were checked. */
    public List<DefaultedTable> defaulted() {
        @Nullable Map<String, Long> defaulted = null;
        for (FeatureRoute route : plan.routes()) {
            long ids = defaultedIds[route.index()];
            if (ids > 0) {
                defaulted = defaulted == null ? new TreeMap<>() : defaulted;
                defaulted.merge(route.table().name(), ids, Long::sum);
            }
        }
        return defaulted == null
                ? List.of()
                : defaulted.entrySet().stream()
                        .map(entry -> new DefaultedTable(entry.getKey(), entry.getValue()))
                        .toList();
    }
}
