package dev.outrank.ranking.scatter;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.lookup.LookupFrames;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.lookup.LookupShapes;
import dev.outrank.lookup.ResponseWriter;
import dev.outrank.lookup.ShardTimings;
import dev.outrank.lookup.TableLookup;
import dev.outrank.ranking.request.InvalidInputException;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;

/**
 * Answers in the place of a shard that is lost: what it would say if every id that it was asked for were out of range and defaulted, bit for bit. Only for
 * lookups that {@link Scatter#mayDefault may be defaulted}. Thread-safe.
 */
public final class DefaultAnswers {

    private static final int NO_STREAM = 0;

    private final ScatterPlan plan;

    /** Makes answers for the requests of a plan. */
    public DefaultAnswers(ScatterPlan plan) {
        this.plan = plan;
    }

    /**
     * Returns one part of an answer; the caller closes it. Reads the request's ids, within a hold of their memory.
     *
     * @param part 0 where the answer comes whole
     * @throws InvalidInputException for an id out of range that the shard would have refused
     */
    public LookupResponse part(LookupRequest request, int part) {
        return part(request, part, 0);
    }

    /** Does the same for a part whose making has waited so long for a thread, which counts as the shard's waiting, as pooling counts as its pooling. */
    public LookupResponse part(LookupRequest request, int part, long queueNanos) {
        long started = System.nanoTime();
        int shard = request.target().shard();
        List<TableLookup> lookups = request.part(part);
        List<FeatureRoute> routes = plan.routesOf(shard);
        LookupShapes shapes = new LookupShapes(lookups.size());
        for (int i = 0; i < lookups.size(); i++) {
            shapes.add(lookups.get(i).bags().bagCount(), routes.get(i).table().dim());
        }
        boolean more = part < request.partCount() - 1;
        try (ResponseWriter writer =
                LookupFrames.response(NO_STREAM, request.vectors(), shapes, more, ByteBufAllocator.DEFAULT)) {
            for (int i = 0; i < lookups.size(); i++) {
                pool(lookups.get(i), routes.get(i), writer, i);
            }
            return writer.finishLocally(new ShardTimings(queueNanos, 0, System.nanoTime() - started, 0));
        }
    }

    private static void pool(TableLookup lookup, FeatureRoute route, ResponseWriter writer, int position) {
        Bags bags = lookup.bags();
        if (lookup.idPolicy() == IdPolicy.FAIL) {
            requireInRange(bags, route);
        }
        if (bags.idCount() > 0 && !route.mayDefault()) {
            throw new InternalException(route.feature().name() + ": loss of table '"
                    + route.table().name() + "' (expected: onLoss 'default', or no ids)");
        }
        route.defaultRow().poolInto(bags, lookup.pooling(), writer.memory(position), writer.offset(position));
        writer.defaulted(position, bags.idCount());
    }

    /** A request whose ids are wrong fails whether its shards are there or not. */
    private static void requireInRange(Bags bags, FeatureRoute route) {
        long rows = route.table().rows();
        for (int i = 0; i < bags.idCount(); i++) {
            long id = bags.ids()[i];
            if (id < 0 || id >= rows) {
                throw route.outOfRange(id);
            }
        }
    }
}
