package dev.outrank.planner.cost;

import dev.outrank.bundle.manifest.ElementType;

/**
 * What each stage of a request costs, in nanoseconds: pure functions of measured coefficients. Immutable.
 *
 * <p>Times are those of one thread on a machine that does nothing else; queues are not in them.
 */
public final class StageCosts {

    /** Bytes of a request frame besides its lookups: the header, the target, and names of together 24 bytes. */
    public static final double REQUEST_FRAME_BYTES = 88;

    /** Bytes of a response frame besides its lookups: the header, the counts' head, the timings, and padding. */
    public static final double RESPONSE_FRAME_BYTES = 96;

    private static final double LOOKUP_HEAD_BYTES = 24;
    private static final double ID_BYTES = 4;
    private static final double LENGTH_BYTES = 2;
    private static final double LOOKUP_PADDING_BYTES = 3;
    private static final double COUNTS_BYTES = 16;
    private static final double VECTOR_PADDING_BYTES = 24;

    private final CostCoefficients coefficients;

    /** Makes the costs of a machine. */
    public StageCosts(CostCoefficients coefficients) {
        this.coefficients = coefficients;
    }

    /**
     * Returns the time of one lookup in one table.
     *
     * <pre>
     *   kernel.lookup
     *   + bags       · (bag + dim · bagElement)
     *   + cachedRows · ∛((cachedRow + dim · cachedElement)³ + (lines · cachedLine)³)
     *   + missedRows · ∛(missedRow³ + (lines · missedLine)³ + (dim / pool · missedElement)³) · (1 + mixed · cachedShare)
     * </pre>
     *
     * <p>with the coefficients of the type. {@code lines} is how many cache lines a packed row touches, on average, {@code pool} how many rows a bag has, and
     * {@code cachedShare} the cached ones of all rows. A row from memory waits for its address, for its lines, and for the vectors before it to be
     * written; these waits overlap, so that little is added to the longest, which the cubes say. Kernels read a fixed number of rows ahead: the more of
     * them are cached, the fewer are on their way from memory at a time, which {@code mixed} says.
     *
     * @param bags pooled vectors
     * @param cachedRows rows of all bags that the CPU's caches hold
     * @param missedRows rows of all bags that come from memory
     */
    public double poolNanos(ElementType dtype, int dim, double bags, double cachedRows, double missedRows) {
        PoolCosts pool = pool(dtype, dim);
        double rows = cachedRows + missedRows;
        double gathering = rows == 0 ? 0 : rows * pool.rowNanos(bags / rows, cachedRows / rows);
        return pool.lookupNanos() + bags * pool.bagNanos() + gathering;
    }

    /** Returns the same for one type and width, to be asked often. */
    public PoolCosts pool(ElementType dtype, int dim) {
        return new PoolCosts(coefficients, dtype, dim);
    }

    /**
     * Returns the latency of one call besides pooling, {@code network.roundTrip} included: {@code call + lookups · lookup + requestBytes ·
     * requestByte + responseBytes · responseByte}, with the coefficients {@code rpc.latency}.
     *
     * @param lookups tables asked for
     * @param requestBytes of the whole frame
     * @param responseBytes of the whole frame
     */
    public double callNanos(double lookups, double requestBytes, double responseBytes) {
        return roundTripNanos() + call(RpcCost.LATENCY, lookups, requestBytes, responseBytes);
    }

    /** Returns what a call costs more where the process that answers, or asks, was not warm from the call before: the coefficients {@code coldCall}. */
    public double coldCallNanos(RpcCost cost) {
        return value(CoefficientNames.rpc(cost, RpcPart.COLD_CALL));
    }

    /** Returns the CPU time that a call costs ranking; as {@link #callNanos} with {@code rpc.callerCpu}. */
    public double callerCpuNanos(double lookups, double requestBytes, double responseBytes) {
        return call(RpcCost.CALLER_CPU, lookups, requestBytes, responseBytes);
    }

    /** Returns the CPU time that a call costs the shard besides pooling; as {@link #callNanos} with {@code rpc.shardCpu}. */
    public double shardCpuNanos(double lookups, double requestBytes, double responseBytes) {
        return call(RpcCost.SHARD_CPU, lookups, requestBytes, responseBytes);
    }

    private double call(RpcCost cost, double lookups, double requestBytes, double responseBytes) {
        return value(CoefficientNames.rpc(cost, RpcPart.CALL))
                + lookups * value(CoefficientNames.rpc(cost, RpcPart.LOOKUP))
                + requestBytes * value(CoefficientNames.rpc(cost, RpcPart.REQUEST_BYTE))
                + responseBytes * value(CoefficientNames.rpc(cost, RpcPart.RESPONSE_BYTE));
    }

    /**
     * Returns what a request over HTTP costs besides lookups, calls and nets: {@code request + bytes · byte}, with the coefficients of the format.
     *
     * @param bytes of the body
     */
    public double httpNanos(BodyFormat format, HttpCost cost, double bytes) {
        return value(CoefficientNames.http(format, cost, HttpPart.REQUEST))
                + bytes * value(CoefficientNames.http(format, cost, HttpPart.BYTE));
    }

    /**
     * Returns the time of one run of a net: it waits for its weights and for its products, in part at the same time.
     *
     * <pre>
     *   run
     *   + ∛(weights³ + (items · multiplyAdds · multiplyAdd)³)
     *   + items · activations · activation
     *
     *   weights = the first nearBytes · nearByte + those up to farBytes · parameterByte + the rest · farByte
     * </pre>
     *
     * @param items rows of the batch
     */
    public double denseNanos(NetFacts net, double items) {
        double products = items * net.multiplyAdds() * value(CoefficientNames.DENSE_MULTIPLY_ADD);
        return value(CoefficientNames.DENSE_RUN)
                + Math.cbrt(PoolCosts.cube(weightNanos((double) net.parameterBytes())) + PoolCosts.cube(products))
                + items * net.activations() * value(CoefficientNames.DENSE_ACTIVATION);
    }

    private double weightNanos(double bytes) {
        double near = Math.min(bytes, value(CoefficientNames.DENSE_NEAR_BYTES));
        double far = Math.max(0, bytes - Math.max(near, value(CoefficientNames.DENSE_FAR_BYTES)));
        return near * value(CoefficientNames.DENSE_NEAR_BYTE)
                + (bytes - near - far) * value(CoefficientNames.DENSE_PARAMETER_BYTE)
                + far * value(CoefficientNames.DENSE_FAR_BYTE);
    }

    /** Returns the bytes of the hottest rows that a process may take as cached, of all its tables together. */
    public double cacheBytes() {
        return value(CoefficientNames.CACHE_BYTES);
    }

    /** Returns the same costs where so many processes share the caches of one machine, each with its part of them. */
    public StageCosts sharingCaches(int processes) {
        Coefficient whole = coefficients.coefficient(CoefficientNames.CACHE_BYTES);
        return new StageCosts(coefficients.with(Coefficient.of(
                whole.name(), whole.value() / processes, whole.origin() + ", shared by " + processes + " processes")));
    }

    /** Returns what the network adds to a call. */
    public double roundTripNanos() {
        return value(CoefficientNames.ROUND_TRIP);
    }

    /**
     * Returns the bytes of one lookup in a request frame, with 32-bit ids, lengths that differ, and no weights; a frame has {@link
     * #REQUEST_FRAME_BYTES} besides. {@code docs/format/lookup-protocol.md}.
     */
    public static double requestBytes(double ids, double bags) {
        return LOOKUP_HEAD_BYTES + ID_BYTES * ids + LENGTH_BYTES * bags + LOOKUP_PADDING_BYTES;
    }

    /** Returns the bytes of one lookup in a response frame; a frame has {@link #RESPONSE_FRAME_BYTES} besides. */
    public static double responseBytes(double bags, int dim) {
        return COUNTS_BYTES + bags * dim * Float.BYTES + VECTOR_PADDING_BYTES;
    }

    private double value(String name) {
        return coefficients.value(name);
    }
}
