package dev.outrank.ranking.scatter;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.ranking.dense.Target;
import dev.outrank.ranking.dense.Workspace;
import dev.outrank.ranking.request.DefaultedTable;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.ShardUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Moves pooled vectors from the shards' answers to the nets' inputs. For one request and one thread. */
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
     * Writes every sparse feature's vectors into the workspace.
     *
     * @return the tables in which default rows stood in, by name
     * @throws ShardUnavailableException where an answer has not the shape that was asked for
     */
    public List<DefaultedTable> gatherInto(Workspace workspace) {
        requireLookupCounts();
        Map<String, Long> defaulted = new TreeMap<>();
        for (FeatureRoute route : plan.routes()) {
            for (Target target : workspace.targets(route.feature().name())) {
                fill(route, target);
            }
            long ids = defaultedIds(route);
            if (ids > 0) {
                defaulted.merge(route.table().name(), ids, Long::sum);
            }
        }
        return defaulted.entrySet().stream()
                .map(entry -> new DefaultedTable(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void requireLookupCounts() {
        for (int shard = 0; shard < plan.shardCount(); shard++) {
            LookupResponse answer = answers.of(shard);
            if (answer != null && answer.lookupCount() != plan.lookupCount(shard)) {
                throw new ShardUnavailableException(plan.serviceName(shard) + ": " + answer.lookupCount()
                        + " lookups answered (expected: " + plan.lookupCount(shard) + ", as many as were asked)");
            }
        }
    }

    private void fill(FeatureRoute route, Target target) {
        Bags bags = request.sparse(route.index());
        int dim = route.table().dim();
        boolean begun = false;
        for (RangeSlot slot : route.byShard()) {
            LookupResponse answer = answers.of(slot.shard());
            if (answer != null) {
                requireShape(route, slot, answer, bags.bagCount());
                if (begun) {
                    answer.addInto(slot.lookup(), target.memory(), target.column(), target.stride());
                } else {
                    answer.copyInto(slot.lookup(), target.memory(), target.column(), target.stride());
                    begun = true;
                }
            }
        }
        if (!begun) {
            target.zeroInto(bags.bagCount(), dim);
        } else if (route.isSplit() && route.feature().pooling() == Pooling.MEAN) {
            divideByLengths(target, bags, dim);
        }
    }

    private static void divideByLengths(Target target, Bags bags, int dim) {
        for (int bag = 0; bag < bags.bagCount(); bag++) {
            if (bags.length(bag) > 1) {
                target.divideInPlace(bag, dim, bags.length(bag));
            }
        }
    }

    private void requireShape(FeatureRoute route, RangeSlot slot, LookupResponse answer, int bags) {
        int dim = route.table().dim();
        if (answer.bags(slot.lookup()) != bags || answer.dim(slot.lookup()) != dim) {
            throw new ShardUnavailableException(plan.serviceName(slot.shard()) + ": shape ["
                    + answer.bags(slot.lookup()) + ", " + answer.dim(slot.lookup()) + "] for '"
                    + route.feature().name() + "' (expected: [" + bags + ", " + dim + "])");
        }
    }

    private long defaultedIds(FeatureRoute route) {
        long ids = 0;
        for (RangeSlot slot : route.byShard()) {
            LookupResponse answer = answers.of(slot.shard());
            if (answer != null) {
                ids += answer.defaultedIds(slot.lookup());
            }
        }
        return ids;
    }
}
