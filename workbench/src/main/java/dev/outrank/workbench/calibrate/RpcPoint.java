package dev.outrank.workbench.calibrate;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.lookup.LookupFrames;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.lookup.ShardKey;
import dev.outrank.lookup.TableLookup;
import dev.outrank.planner.cost.RpcCost;
import dev.outrank.planner.cost.StageCosts;
import dev.outrank.planner.cost.ValidationKind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** Calls of one case, one after another, or each after others had the caches. */
final class RpcPoint implements Point {

    private static final long TURN_NANOS = 30_000_000;
    private static final int LEAST_CALLS = 4;

    /** Between two calls of one shard where a request takes as long. */
    private static final long PAUSE_NANOS = 20_000_000;

    /** Others had the caches of both processes meanwhile. */
    private static final Duration WARM_TIME = Duration.ofMillis(4);

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final RpcCase wanted;
    private final CacheSweep others;
    private final ShardClient client;
    private final CpuClock caller;
    private final CpuClock shard;
    private final LookupRequest request;
    private final int requestBytes;
    private final FloatBuffer tensor;
    private final Samples latency = new Samples();
    private final Samples callerCpu = new Samples();
    private final Samples shardCpu = new Samples();
    private int responseBytes;

    RpcPoint(
            RpcCase wanted,
            CacheSweep others,
            ShardClient client,
            ShardKey target,
            long rows,
            CpuClock caller,
            CpuClock shard) {
        this.wanted = wanted;
        this.others = others;
        this.client = client;
        this.caller = caller;
        this.shard = shard;
        request = request(wanted, target, rows);
        ByteBuf frame = LookupFrames.encodeRequest(request, 0, UnpooledByteBufAllocator.DEFAULT);
        requestBytes = frame.readableBytes();
        frame.release();
        tensor = ByteBuffer.allocateDirect(wanted.bags() * wanted.lookups() * RpcCase.DIM * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static LookupRequest request(RpcCase wanted, ShardKey target, long rows) {
        SplittableRandom random = new SplittableRandom(5);
        List<TableLookup> lookups = new ArrayList<>();
        for (int table = 0; table < wanted.lookups(); table++) {
            int[] lengths = new int[wanted.bags()];
            int ids = 0;
            for (int bag = 0; bag < lengths.length; bag++) {
                // Lengths that differ travel as numbers, as those of users do.
                lengths[bag] = wanted.pool() + (bag % 2 == 0 ? 1 : -1) * Math.min(1, bag);
                ids += lengths[bag];
            }
            Bags bags = Bags.ofLengths(lengths, random.longs(ids, 0, rows).toArray(), null);
            lookups.add(new TableLookup(table, Pooling.SUM, IdPolicy.FAIL, bags));
        }
        return new LookupRequest(target, DEADLINE, lookups);
    }

    /** Refuses an answer of another shape. */
    void check() {
        client.callWhile(request, (response, begin) -> requireShape(response), () -> false);
    }

    private void requireShape(LookupResponse response) {
        responseBytes = response.bytes();
        for (int lookup = 0; lookup < wanted.lookups(); lookup++) {
            if (response.bags(lookup) != wanted.bags() || response.dim(lookup) != RpcCase.DIM) {
                throw new InternalException("lookup " + lookup + ": [" + response.bags(lookup) + ", "
                        + response.dim(lookup) + "] (expected: [" + wanted.bags() + ", " + RpcCase.DIM + "])");
            }
        }
    }

    /** Calls without measuring, for so long. */
    void warm(Duration time) {
        long begin = System.nanoTime();
        client.callWhile(
                request, (response, sent) -> gather(response), () -> System.nanoTime() - begin < time.toNanos());
    }

    @Override
    public void turn() {
        Turn turn = new Turn();
        if (wanted.cold()) {
            for (int call = 0; call < LEAST_CALLS; call++) {
                others.run(PAUSE_NANOS);
                turn.measure(() -> false);
            }
        } else {
            warm(WARM_TIME);
            long begin = System.nanoTime();
            turn.measure(() -> turn.calls.count() < LEAST_CALLS || System.nanoTime() - begin < TURN_NANOS);
        }
        turn.end();
    }

    /** Calls that are measured together. */
    private final class Turn {

        private final Samples calls = new Samples();
        private final Samples pools = new Samples();
        private double callerNanos;
        private double shardNanos;

        void measure(BooleanSupplier more) {
            long callerBegin = caller.nanos();
            long shardBegin = shard.nanos();
            client.callWhile(
                    request,
                    (response, sent) -> {
                        gather(response);
                        long pool = response.timings().poolNanos();
                        calls.add((double) (System.nanoTime() - sent - pool));
                        pools.add((double) pool);
                    },
                    more);
            shardNanos += shard.nanos() - shardBegin;
            callerNanos += caller.nanos() - callerBegin;
        }

        void end() {
            latency.add(calls.quantile(0.5));
            shardCpu.add(shardNanos / calls.count() - pools.quantile(0.5));
            callerCpu.add(callerNanos / calls.count());
        }
    }

    private void gather(LookupResponse response) {
        int width = wanted.lookups() * RpcCase.DIM;
        for (int lookup = 0; lookup < wanted.lookups(); lookup++) {
            response.copyInto(lookup, tensor, lookup * RpcCase.DIM, width);
        }
    }

    @Override
    public void forget() {
        latency.clear();
        callerCpu.clear();
        shardCpu.clear();
    }

    @Override
    public List<Observation> observations() {
        int lookups = wanted.lookups();
        String what = wanted.what(requestBytes, responseBytes);
        return List.of(
                new Observation(
                        ValidationKind.RPC,
                        "latency, " + what,
                        wanted.heldOut(),
                        latency.typical(),
                        costs -> costs.callNanos(lookups, requestBytes, responseBytes) + cold(costs, RpcCost.LATENCY)),
                new Observation(
                        ValidationKind.RPC,
                        "caller CPU, " + what,
                        wanted.heldOut(),
                        callerCpu.typical(),
                        costs -> costs.callerCpuNanos(lookups, requestBytes, responseBytes)
                                + cold(costs, RpcCost.CALLER_CPU)),
                new Observation(
                        ValidationKind.RPC,
                        "shard CPU, " + what,
                        wanted.heldOut(),
                        shardCpu.typical(),
                        costs -> costs.shardCpuNanos(lookups, requestBytes, responseBytes)
                                + cold(costs, RpcCost.SHARD_CPU)));
    }

    private double cold(StageCosts costs, RpcCost cost) {
        return wanted.cold() ? costs.coldCallNanos(cost) : 0;
    }
}
