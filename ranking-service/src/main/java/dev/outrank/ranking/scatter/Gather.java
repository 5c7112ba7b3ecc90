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
 * Moves pooled vectors from the shards' answers to the nets' inputs, a slice of the candidates at a time. For one request and one thread.
 *
 * <p>A slice needs only those parts of the answers that hold its candidates.
 */
public final class Gather {

    private final ScatterPlan plan;
    private final RankingRequest request;
    private final ShardAnswers answers;

    /** Gathers the answers to {@link ScatterPlan#requests} of the same request. */
    public Gather(ScatterPlan plan, RankingRequest request, ShardAnswers answers) {
        this.plan = plan;
        this.request = request;
        this.answers = answers;
    }

    /**
     * Checks the answers that are there.
     *
     * @throws ShardUnavailableException where one has not the shape that was asked for
     */
    public void check() {
        for (int shard = 0; shard < plan.shardCount(); shard++) {
            for (AnswerPart part : answers.of(shard)) {
                if (part.response().lookupCount() != plan.lookupCount(shard)) {
                    throw new ShardUnavailableException(plan.serviceName(shard) + ": "
                            + part.response().lookupCount() + " lookups answered (expected: "
                            + plan.lookupCount(shard) + ", as many as were asked)");
                }
            }
        }
        for (FeatureRoute route : plan.routes()) {
            for (RangeSlot slot : route.byShard()) {
                checkShape(route, slot, request.sparse(route.index()).bagCount());
            }
        }
    }

    private void checkShape(FeatureRoute route, RangeSlot slot, int expected) {
        List<AnswerPart> parts = answers.of(slot.shard());
        int dim = route.table().dim();
        int bags = 0;
        boolean sameDim = true;
        for (AnswerPart part : parts) {
            bags += part.response().bags(slot.lookup());
            sameDim &= part.response().dim(slot.lookup()) == dim;
        }
        if (!parts.isEmpty() && (bags != expected || !sameDim)) {
            throw new ShardUnavailableException(plan.serviceName(slot.shard()) + ": shape [" + bags + ", "
                    + parts.getFirst().response().dim(slot.lookup()) + "] for '"
                    + route.feature().name() + "' (expected: [" + expected + ", " + dim + "])");
        }
    }

    /** Writes the vectors of request scope, once for all slices. */
    public void requestScopeInto(Workspace workspace) {
        fillAll(workspace, Scope.REQUEST, 0, 1);
    }

    /** Writes the vectors of the candidates {@code from} to {@code from + rows} to the first rows of the inputs. */
    public void sliceInto(Workspace workspace, int from, int rows) {
        fillAll(workspace, Scope.CANDIDATE, from, rows);
    }

    private void fillAll(Workspace workspace, Scope scope, int from, int rows) {
        for (FeatureRoute route : plan.routes()) {
            if (route.feature().scope() == scope) {
                for (Target target : workspace.targets(route.index())) {
                    fill(route, target, from, rows);
                }
            }
        }
    }

    private void fill(FeatureRoute route, Target target, int from, int rows) {
        boolean begun = false;
        for (RangeSlot slot : route.byShard()) {
            List<AnswerPart> parts = answers.of(slot.shard());
            for (int i = 0; i < parts.size(); i++) {
                fillFrom(parts.get(i), slot.lookup(), target, from, rows, begun);
            }
            begun |= !parts.isEmpty();
        }
        if (!begun) {
            target.zeroInto(rows, route.table().dim());
        } else if (route.isSplit() && route.feature().pooling() == Pooling.MEAN) {
            divideByLengths(
                    target,
                    request.sparse(route.index()),
                    from,
                    rows,
                    route.table().dim());
        }
    }

    private static void fillFrom(AnswerPart part, int lookup, Target target, int from, int rows, boolean add) {
        LookupResponse response = part.response();
        int first = Math.max(from, part.firstCandidate());
        int end = Math.min(from + rows, part.firstCandidate() + response.bags(lookup));
        if (first >= end) {
            return;
        }
        int column = target.column() + (first - from) * target.stride();
        int bag = first - part.firstCandidate();
        if (add) {
            response.addInto(lookup, bag, end - first, target.memory(), column, target.stride());
        } else {
            response.copyInto(lookup, bag, end - first, target.memory(), column, target.stride());
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

    /** Returns the tables in which default rows stood in, by name. */
    public List<DefaultedTable> defaulted() {
        @Nullable Map<String, Long> defaulted = null;
        for (FeatureRoute route : plan.routes()) {
            long ids = defaultedIds(route);
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

    private long defaultedIds(FeatureRoute route) {
        long ids = 0;
        for (RangeSlot slot : route.byShard()) {
            for (AnswerPart part : answers.of(slot.shard())) {
                ids += part.response().defaultedIds(slot.lookup());
            }
        }
        return ids;
    }
}
